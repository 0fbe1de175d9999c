//! Makes a pair that fails smaller, as long as it fails in the same way.

use std::collections::BTreeSet;

use super::judge::{Bench, Verdict};
use super::state::State;

/// Tries at most so many smaller pairs.
const TRIES: usize = 250;

/// The smallest pair that was found, and what happened there.
pub fn smaller(bench: &mut Bench, old: &State, new: &State, class: &str) -> (State, State, String) {
    let mut best = (old.clone(), new.clone(), String::new());
    let mut tries = 0;
    let mut fails = |old: &State, new: &State| -> Option<String> {
        tries += 1;
        if tries > TRIES {
            return None;
        }
        match bench.judge(old, new) {
            Verdict::Wrong(wrong) if wrong.class == class => Some(wrong.detail),
            _ => None,
        }
    };
    best.2 = fails(old, new).unwrap_or_default();
    loop {
        let size = best.0.things.len() + best.1.things.len();
        let keys: BTreeSet<String> = best.0.things.iter().chain(&best.1.things).map(|thing| thing.key.clone()).collect();
        for key in keys.into_iter().rev() {
            let (in_old, in_new) = (best.0.find(&key).cloned(), best.1.find(&key).cloned());
            let mut smaller = vec![(best.0.without(&key), best.1.without(&key))];
            match (&in_old, &in_new) {
                (Some(before), Some(after)) if before != after => {
                    let mut kept = best.1.clone();
                    kept.put(before.clone());
                    smaller.push((best.0.clone(), kept.repaired()));
                }
                (Some(_), None) => smaller.push((best.0.without(&key), best.1.clone())),
                (None, Some(_)) => smaller.push((best.0.clone(), best.1.without(&key))),
                _ => {}
            }
            for (old, new) in smaller {
                if (&old, &new) != (&best.0, &best.1)
                    && let Some(detail) = fails(&old, &new)
                {
                    best = (old, new, detail);
                    break;
                }
            }
        }
        if best.0.things.len() + best.1.things.len() == size {
            return best;
        }
    }
}
