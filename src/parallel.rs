//! Pieces of work at once, on the cores that a machine has.
//!
//! Comes in: work that shares nothing but what it reads. Goes out: the results, in the order in which they were asked for.
//! Never happens: a result that depends on which piece is done first, or on how many cores there are.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// Runs the whole of it on one of the threads that [`both`] and [`each`] share their work with: what a thread has freed is there for its
/// next piece, where a thread of its own for every half takes new memory each time.
pub fn on_a_worker<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    rayon::scope(|_| work())
}

/// Does both, beside each other where `large` says that this pays (to wake a thread costs some 10 µs).
pub fn both<A: Send, B: Send>(large: bool, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    if large { rayon::join(one, other) } else { (one(), other()) }
}

/// Does the same for each item, several at once from `large` items on.
pub fn each<T: Sync, R: Send>(large: usize, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    if items.len() < large {
        return items.iter().enumerate().map(|(place, item)| work(place, item)).collect();
    }
    items.par_iter().with_min_len(items.len() / PIECES).enumerate().map(|(place, item)| work(place, item)).collect()
}

/// Gives back the memory of what is done with while the work goes on.
pub fn drop_beside(done: impl Send + 'static) {
    rayon::spawn(move || drop(done));
}

/// In so many pieces a list is cut at most: enough that no core waits long for another one.
const PIECES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_asking_whether_threads_are_used_or_not() {
        for large in [false, true] {
            assert_eq!(both(large, || "one", || "other"), ("one", "other"));
        }
    }

    #[test]
    fn each_item_is_met_once_with_its_place() {
        for large in [0, 100] {
            for items in [&[][..], &["a"][..], &["a", "b", "c"][..]] {
                let met = each(large, items, |place, item| (place, *item));
                assert_eq!(met, items.iter().copied().enumerate().collect::<Vec<_>>());
            }
        }
    }
}
