//! Boosted trees that were learned from texts (`make intent-fit`): what they say of marks.
//!
//! Comes in: a file of src/intent/data/weights. Goes out: a sum. Never happens: a number that is no whole one.
//!
//! The first line names the marks. Each further one is a tree: before each branch stands what splits it, `3<50`, a mark by its place in the first line and an amount; the first branch holds where the mark has less. What is no split
//! is a leaf, in thousandths of a logit.

enum Node {
    /// Where the mark, by its place among all, has less, the next node goes on; else the one at `more`.
    Split {
        mark: usize,
        below: i32,
        more: usize,
    },
    Leaf(i64),
}

#[derive(Default)]
pub struct Trees {
    /// Each from its root on.
    trees: Vec<Vec<Node>>,
    marks: Vec<String>,
}

impl Trees {
    pub fn read(text: &str) -> Trees {
        let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let marks = lines.next().into_iter().flat_map(|line| line.split(' ')).map(|mark| mark.replace('_', " ")).collect();
        Trees { marks, trees: lines.map(tree).collect() }
    }

    /// What all of them say together of marks that have these amounts, in thousandths of a logit.
    pub fn sum(&self, amount: &impl Fn(&str) -> i32) -> i64 {
        let amounts: Vec<i32> = self.marks.iter().map(|mark| amount(mark)).collect();
        self.trees.iter().map(|tree| value(tree, &amounts)).sum()
    }
}

fn tree(line: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // The splits whose second branch is still to come.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split(' ') {
        match word.split_once('<') {
            Some((mark, below)) => {
                open.push(nodes.len());
                nodes.push(Node::Split { mark: mark.parse().unwrap_or(0), below: below.parse().unwrap_or(0), more: 0 });
            }
            None => {
                nodes.push(Node::Leaf(word.parse().unwrap_or(0)));
                let next = nodes.len();
                if let Some(Node::Split { more, .. }) = open.pop().and_then(|at| nodes.get_mut(at)) {
                    *more = next;
                }
            }
        }
    }
    nodes
}

fn value(tree: &[Node], amounts: &[i32]) -> i64 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Split { mark, below, more }) => {
                at = if amounts.get(*mark).is_some_and(|amount| amount < below) { at + 1 } else { *more }
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Trees;

    #[test]
    fn a_branch_is_taken_by_what_a_mark_has() {
        let trees = Trees::read("# two trees\nsaid_many has\n5\n0<200 1<100 -70 10 0\n");
        let of = |said: i32, has: i32| trees.sum(&|mark| if mark == "said many" { said } else { has });
        assert_eq!([of(0, 0), of(0, 100), of(200, 0), of(300, 100)], [-65, 15, 5, 5]);
    }
}
