#![no_main]

use libfuzzer_sys::fuzz_target;

// The bytes of a file of any format; the seeds are the files of `../tools/files/tests/data`.
fuzz_target!(|data: &[u8]| {
    let _ = cn_budget_files::read(data, &cn_budget_files::Hint::default());
});
