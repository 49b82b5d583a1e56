#![no_main]

#[allow(dead_code, reason = "each binary runs one target")]
#[path = "../../tests/it/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::figure(data));
