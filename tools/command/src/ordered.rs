//! Work on all cores, results in the order given, memory bounded.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// So many documents are held per thread: enough that one long one does not leave the other
/// threads idle, few enough that ten thousand files are never in memory together.
const PER_THREAD: usize = 16;

/// Applies `work` to each item on all cores and hands the results to `take` in the order of the
/// items. Ends at the first error of `take`.
pub(crate) fn for_each<T: Send, R: Send, E>(
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let many = rayon::current_num_threads() * PER_THREAD;
    let mut items = items.peekable();
    while items.peek().is_some() {
        let chunk: Vec<T> = items.by_ref().take(many).collect();
        let done: Vec<R> = chunk.into_par_iter().map(&work).collect();
        done.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_given() {
        let mut seen = Vec::new();
        let take = |number| {
            seen.push(number);
            Ok::<(), ()>(())
        };
        for_each(0..1_000, |number| number * 2, take).unwrap();
        assert_eq!(seen, (0..1_000).map(|number| number * 2).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_ends_it() {
        let taken = |number| if number < 5 { Ok(()) } else { Err(number) };
        assert_eq!(for_each(0..1_000_000_000, |number| number, taken), Err(5));
    }
}
