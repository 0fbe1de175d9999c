//! The written-out hash that every generated value comes from.
//!
//! Comes in: the project's salt, a table, a column (or another place), a row number, a variation. Goes out: numbers that look drawn by
//! lot and are the same on every machine, forever. Never happens: a random number, state that one row hands to the next.
//!
//! The hash of a place is FNV-1a (64 bits, <https://www.rfc-editor.org/rfc/rfc9923>) over its parts, each ended by the byte 0xFF, which
//! UTF-8 never contains. A [`Draw`] is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014) started at that hash
//! mixed with the row and the variation. Changing either changes every seed that was ever made: the language's edition guards them.

/// The hash of a place: `key(&["blog", "public.users", "email"])`.
pub fn key(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain(std::iter::once(0xff)) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    mix(hash)
}

/// SplitMix64's finaliser: every bit of the input reaches every bit of the output.
fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of numbers that belongs to one place and row.
#[derive(Debug, Clone)]
pub struct Draw {
    state: u64,
}

impl Draw {
    pub fn at(key: u64, row: u64, variation: u64) -> Draw {
        Draw { state: mix(key ^ mix(row.wrapping_add(1).wrapping_mul(STEP)) ^ mix(variation.wrapping_mul(0xd1b5_4a32_d192_ed03))) }
    }

    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// From 0 to `count - 1`; 0 when `count` is 0.
    pub fn below(&mut self, count: u64) -> u64 {
        // The high half of a product spreads evenly enough for data of this size and needs no rejection.
        ((u128::from(self.number()) * u128::from(count)) >> 64) as u64
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = (i128::from(high) - i128::from(low) + 1).max(1).min(i128::from(u64::MAX)) as u64;
        (i128::from(low) + i128::from(self.below(width))) as i64
    }

    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        list.get(self.below(list.len() as u64) as usize)
    }

    /// From 0 to `count - 1` as people choose: a few get most of it, most get little.
    pub fn favourite(&mut self, count: u64) -> u64 {
        // The smallest of two draws or of six, by turns: the first fifth gets a little more than half.
        let draws = if self.below(2) == 0 { 2 } else { 6 };
        (0..draws).map(|_| self.below(count)).min().unwrap_or(0)
    }

    /// From 0 to `count - 1`, the small ones more often: integer arithmetic alone, so that no machine rounds otherwise.
    pub fn skewed(&mut self, count: u64) -> u64 {
        let first = self.below(count);
        let second = self.below(count);
        // The smaller of two draws, two times in three: between the even spread and the triangle.
        if self.below(3) < 2 { first.min(second) } else { first }
    }
}

/// Where `index` comes to stand when 0 to `count - 1` are shuffled by `key`: distinct indexes stay distinct; it repeats after `count`.
pub fn shuffled(key: u64, index: u64, count: u64) -> u64 {
    if count <= 1 {
        return 0;
    }
    // An affine map is a permutation when its factor has no divisor in common with the size.
    let mut factor = mix(key) % count;
    while greatest_common_divisor(factor, count) != 1 {
        factor = (factor + 1) % count;
    }
    let offset = mix(key ^ STEP) % count;
    ((u128::from(index % count) * u128::from(factor) + u128::from(offset)) % u128::from(count)) as u64
}

/// Two shuffled indexes into lists of these sizes: the first `left * right` pairs are distinct.
pub fn shuffled_pair(key: u64, index: u64, left: u64, right: u64) -> (u64, u64) {
    let divisor = greatest_common_divisor(left.max(1), right.max(1));
    let period = (left.max(1) / divisor).saturating_mul(right.max(1));
    let shift = index / period;
    (shuffled(key, index, left), shuffled(key ^ 1, index.wrapping_add(shift), right))
}

fn greatest_common_divisor(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_every_published_seed_was_made_with() {
        // These constants must never change: they are what "the same rows everywhere" means.
        assert_eq!(key(&["blog", "public.users", "email"]), KEY);
        let mut draw = Draw::at(KEY, 0, 0);
        assert_eq!([draw.number(), draw.number()], NUMBERS);
    }

    /// Computed by a second implementation, in Python.
    const KEY: u64 = 0xea94_9d9a_4b21_1b18;
    const NUMBERS: [u64; 2] = [0x415c_e79b_0933_d7a4, 0xa7c7_a45d_1139_5c73];

    #[test]
    fn parts_of_a_place_do_not_run_together() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
    }

    #[test]
    fn shuffling_loses_nothing() {
        for count in [1, 2, 6, 37, 100] {
            let mut seen: Vec<u64> = (0..count).map(|index| shuffled(99, index, count)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn pairs_are_distinct_until_all_are_used() {
        for (left, right) in [(6, 4), (5, 7), (3, 3), (1, 5)] {
            let mut seen: Vec<(u64, u64)> = (0..left * right).map(|index| shuffled_pair(7, index, left, right)).collect();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len() as u64, left * right, "{left} x {right}");
        }
    }

    #[test]
    fn favourites_get_most_of_it() {
        let mut of_each = [0u32; 10];
        for row in 0..1000 {
            of_each[Draw::at(5, row, 0).favourite(10) as usize] += 1;
        }
        let front = of_each[0] + of_each[1];
        assert!((500..650).contains(&front) && of_each[9] < 40, "{of_each:?}");
    }

    #[test]
    fn skewed_draws_prefer_the_front() {
        let mut front = 0;
        for row in 0..1000 {
            front += u32::from(Draw::at(5, row, 0).skewed(10) < 5);
        }
        assert!((600..800).contains(&front), "{front} of 1000");
    }
}
