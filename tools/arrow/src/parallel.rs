//! The rows of a batch on several threads.

use arrow_schema::ArrowError;
use rayon::prelude::*;

/// As much as the main thread of a program has: what can be read there can be read here.
const STACK: usize = 8 << 20;

/// What `of` makes of each row, in their order. Threads take the next row as soon as they have
/// done one, so that a long document keeps one thread busy and not the rest waiting.
pub(crate) fn map<T: Send>(
    rows: usize,
    threads: usize,
    of: impl Fn(usize) -> T + Send + Sync,
) -> Result<Vec<T>, ArrowError> {
    if threads <= 1 || rows <= 1 {
        return Ok((0..rows).map(of).collect());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.min(rows)).stack_size(STACK);
    let pool = pool.build().map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
    Ok(pool.install(|| (0..rows).into_par_iter().with_max_len(1).map(of).collect()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn rows_keep_their_order() {
        for threads in [0, 1, 2, 64] {
            let squares = super::map(100, threads, |row| row * row).unwrap();
            assert!(squares.iter().enumerate().all(|(row, &square)| square == row * row));
        }
        assert!(super::map(0, 2, |row| row).unwrap().is_empty());
    }
}
