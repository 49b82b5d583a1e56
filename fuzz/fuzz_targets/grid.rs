#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

#[path = "../mutate.rs"]
mod mutate;
#[allow(dead_code, reason = "each binary runs one target")]
#[path = "../../tests/it/fuzzing/targets.rs"]
mod targets;

fuzz_target!(|data: &[u8]| targets::grid(data));
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
