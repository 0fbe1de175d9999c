//! Two pieces of work at once, on the cores that any machine has.
//!
//! Comes in: work that shares nothing but what it reads. Goes out: the results, in the order in which they were asked for.
//! Never happens: a result that depends on which piece is done first, or on how many cores there are.

use std::panic::resume_unwind;
use std::thread;

/// Does both, the second on a thread of its own where `large` says that this pays (to start a thread costs some 50 µs).
pub fn both<A, B: Send>(large: bool, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if !large {
        return (one(), other());
    }
    thread::scope(|scope| {
        let second = scope.spawn(other);
        let first = one();
        (first, second.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Does the same for each item, one half of them beside the other from `large` items on.
pub fn each<T: Sync, R: Send>(large: usize, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let middle = items.len() / 2;
    let (first, second) = items.split_at(middle);
    let do_all = |from: usize, items: &[T]| items.iter().enumerate().map(|(place, item)| work(from + place, item)).collect::<Vec<R>>();
    let (mut results, more) = both(items.len() >= large, || do_all(0, first), || do_all(middle, second));
    results.extend(more);
    results
}

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
