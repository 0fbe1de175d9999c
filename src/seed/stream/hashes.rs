//! A set of 64-bit hashes that grows little: eleven bytes for each at most.
//!
//! Comes in: hashes of keys, and how many there will be. Goes out: whether one was there before. Never happens: a key itself is kept; an answer that
//! depends on the order of the table.
//!
//! Open addressing with linear steps, Knuth, "The Art of Computer Programming", volume 3, 6.4, algorithm L. Two keys of one hash are taken for one: that
//! costs another value, not a wrong row. Among ten million keys it happens once in some hundred thousand tables.

/// Zero stands for no hash.
#[derive(Debug, Clone, Default)]
pub struct Hashes {
    places: Vec<u64>,
    length: usize,
}

impl Hashes {
    /// With room for so many.
    pub fn with_room_for(count: usize) -> Hashes {
        Hashes { places: vec![0; size_for(count)], length: 0 }
    }

    fn place_of(&self, hash: u64) -> usize {
        ((u128::from(hash) * self.places.len() as u128) >> 64) as usize
    }

    pub fn contains(&self, hash: u64) -> bool {
        if self.places.is_empty() {
            return false;
        }
        let mut place = self.place_of(hash);
        loop {
            match self.places[place] {
                0 => return false,
                found if found == hash => return true,
                _ => place = (place + 1) % self.places.len(),
            }
        }
    }

    pub fn insert(&mut self, hash: u64) {
        if size_for(self.length + 1) > self.places.len() {
            self.grow();
        }
        let mut place = self.place_of(hash);
        loop {
            match self.places[place] {
                0 => break,
                found if found == hash => return,
                _ => place = (place + 1) % self.places.len(),
            }
        }
        self.places[place] = hash;
        self.length += 1;
    }

    fn grow(&mut self) {
        let larger = Hashes { places: vec![0; size_for((self.length + 8) * 2)], length: 0 };
        let smaller = std::mem::replace(self, larger);
        smaller.places.into_iter().filter(|hash| *hash != 0).for_each(|hash| self.insert(hash));
    }
}

/// Three quarters full at most.
fn size_for(count: usize) -> usize {
    count + count / 3 + 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ordered::IndexSet;
    use crate::seed::draw::Draw;

    #[test]
    fn it_holds_what_was_put_in_and_nothing_else() {
        for room in [0, 10, 5000] {
            let mut hashes = Hashes::with_room_for(room);
            let mut known = IndexSet::default();
            let mut draw = Draw::at(1, 2, 3);
            for round in 0..5000 {
                // Many small ones, which share their first place.
                let hash = if round % 2 == 0 { draw.number() | 1 } else { 1 + draw.below(3000) };
                assert_eq!(hashes.contains(hash), known.contains(&hash), "{round}");
                hashes.insert(hash);
                known.insert(hash);
                assert!(hashes.contains(hash));
            }
            assert_eq!(hashes.length, known.len());
        }
    }
}
