//! The mutator of the targets that read JSON: mostly changes of structure, some of bytes.

#[path = "../tests/it/fuzzing/changes.rs"]
mod changes;

/// Changes the first `size` bytes and tells how many there are now.
pub fn json(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = changes::Random::new(seed.into());
    let by_structure = random.below(8) > 0;
    let changed = by_structure.then(|| changes::of_json(&data[..size], &mut random)).flatten();
    match changed.filter(|changed| changed.len() <= max_size) {
        Some(changed) => {
            data[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        None => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}
