//! A program without the standard library that reconciles a document: it would not link if the crate
//! or one of its dependencies brought `std` along, for then there would be two panic handlers.
#![no_std]
#![no_main]

extern crate alloc;

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ffi::c_int,
    panic::PanicInfo,
    ptr,
};

use cn_budget::{Disclosure, DocumentVerdict, Options, RawDisclosure, Stage, Unit, raw::RawTable};

/// Memory that is given out once and never taken back.
struct Arena(UnsafeCell<(usize, [u8; 1 << 24])>);

// SAFETY: the program has one thread.
unsafe impl Sync for Arena {}

// SAFETY: pieces do not overlap, lie within the array, and are aligned.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: one thread, and no reference outlives this call.
        let (used, bytes) = unsafe { &mut *self.0.get() };
        let start = bytes.as_mut_ptr();
        let offset = start.wrapping_add(*used).align_offset(layout.align());
        match used.checked_add(offset).and_then(|at| Some((at, at.checked_add(layout.size())?))) {
            Some((at, end)) if end <= bytes.len() => {
                *used = end;
                start.wrapping_add(at)
            }
            _ => ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ARENA: Arena = Arena(UnsafeCell::new((0, [0; 1 << 24])));

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// The precompiled `alloc` asks for it; nothing unwinds here.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// Called by the C start-up code; the exit code is 0 where the document is judged as it should be.
#[unsafe(no_mangle)]
extern "C" fn main(_: c_int, _: *const *const u8) -> c_int {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["12.31", "10.00", "2.30"])
        .row("201", "一般公共服务支出", ["12.31", "10.00", "2.30"]);
    let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    let report = cn_budget::reconcile(&disclosure, &Options::new());
    c_int::from(report.verdict() != DocumentVerdict::Rounding)
}
