//! From scored pairs to subjects: the strongest pair joins first, under a guard.

use std::collections::{HashMap, HashSet};

/// Two rows and the posterior bits that they are one subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub left: u32,
    pub right: u32,
    pub bits: f32,
}

/// What may keep two groups of rows apart although a pair of them agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Identifiers of which a subject has one differ.
    Contradiction,
    /// One pair agrees, the rest of the two groups do not.
    WeakBridge,
    /// A human said that they are different.
    Decided,
}

/// A join that was not made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conflict {
    pub left: u32,
    pub right: u32,
    pub bits: f32,
    pub doubt: Doubt,
}

/// What guards the joins.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Identifiers of each row of which a subject has one: kind and value, sorted.
    pub identifiers: Vec<Vec<(u32, u32)>>,
    /// Rows that a human called one subject.
    pub same: Vec<(u32, u32)>,
    /// Rows that a human called different subjects.
    pub different: Vec<(u32, u32)>,
    /// Mean bits that the pairs across two groups must reach.
    pub bridge_bits: f32,
    /// The same where the pair that would join them says nothing itself and others do.
    pub quiet_bits: f32,
}

/// The outcome: which rows are one subject, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clustering {
    /// For each row the smallest row of its subject.
    pub first: Vec<u32>,
    /// For each row but a subject's first: the row it was joined to and the bits of that pair.
    pub link: Vec<Option<(u32, f32)>>,
    pub conflicts: Vec<Conflict>,
}

/// Members of a group that are looked at when two groups join.
const WITNESSES_MAX: usize = 4;
/// Members among which such are looked for.
const SEARCHED_MAX: usize = 64;

/// What is asked of any two rows or identifiers while groups join.
pub struct Judge<'a> {
    /// The posterior bits that two rows are one subject.
    pub bits: &'a dyn Fn(u32, u32) -> f32,
    /// Whether two rows share anything that tells persons apart; of a group's pairs only those that do
    /// speak against joining it. A row and itself: whether it holds anything that does.
    pub speak: &'a dyn Fn(u32, u32) -> bool,
    /// Whether two identifiers of a kind may be spellings of one: kind, value, value.
    pub near: &'a dyn Fn(u32, u32, u32) -> bool,
}

/// Joins rows. The result depends neither on the order of the pairs nor on which side of a pair a
/// row stands.
pub fn cluster(rows: u32, mut pairs: Vec<Pair>, guard: &Guard, judge: &Judge<'_>) -> Clustering {
    for pair in &mut pairs {
        if pair.left > pair.right {
            std::mem::swap(&mut pair.left, &mut pair.right);
        }
    }
    pairs.sort_unstable_by(|a, b| {
        b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let mut groups = Groups::new(rows, guard);
    for (left, right) in &guard.same {
        groups.join(Pair { left: *left, right: *right, bits: f32::INFINITY });
    }
    for pair in pairs {
        if let Some(doubt) = groups.consider(pair, guard, judge) {
            groups.conflicts.push(Conflict {
                left: pair.left,
                right: pair.right,
                bits: pair.bits,
                doubt,
            });
        }
    }
    groups.finish()
}

/// Rows in groups; each group is a ring of rows led by its smallest.
struct Groups {
    parent: Vec<u32>,
    next: Vec<u32>,
    size: Vec<u32>,
    identifiers: Vec<Vec<(u32, u32)>>,
    /// Rows that must stay out of the group of a row.
    foes: HashMap<u32, Vec<u32>>,
    link: Vec<Option<(u32, f32)>>,
    conflicts: Vec<Conflict>,
}

fn at<T: Copy>(list: &[T], index: u32, otherwise: T) -> T {
    list.get(index as usize).copied().unwrap_or(otherwise)
}

fn set<T>(list: &mut [T], index: u32, value: T) {
    if let Some(slot) = list.get_mut(index as usize) {
        *slot = value;
    }
}

impl Groups {
    fn new(rows: u32, guard: &Guard) -> Self {
        let mut foes: HashMap<u32, Vec<u32>> = HashMap::new();
        for (left, right) in &guard.different {
            foes.entry(*left).or_default().push(*right);
            foes.entry(*right).or_default().push(*left);
        }
        let mut identifiers = guard.identifiers.clone();
        identifiers.resize_with(rows as usize, Vec::new);
        Self {
            parent: (0..rows).collect(),
            next: (0..rows).collect(),
            size: vec![1; rows as usize],
            identifiers,
            foes,
            link: vec![None; rows as usize],
            conflicts: Vec::new(),
        }
    }

    fn root(&mut self, mut row: u32) -> u32 {
        loop {
            let above = at(&self.parent, row, row);
            if above == row {
                return row;
            }
            let next = at(&self.parent, above, above);
            set(&mut self.parent, row, next);
            row = next;
        }
    }

    fn members(&self, root: u32) -> impl Iterator<Item = u32> {
        let step = move |row: &u32| Some(at(&self.next, *row, root)).filter(|next| *next != root);
        std::iter::successors(Some(root), step)
    }

    /// Joins the groups of a pair, or says why not. Nothing is said of rows that are together.
    fn consider(&mut self, pair: Pair, guard: &Guard, judge: &Judge<'_>) -> Option<Doubt> {
        let (left, right) = (self.root(pair.left), self.root(pair.right));
        if left == right {
            return None;
        }
        if self.are_foes(left, right) {
            return Some(Doubt::Decided);
        }
        if self.contradict(left, right, judge) {
            return Some(Doubt::Contradiction);
        }
        let single = at(&self.size, left, 1) == 1 && at(&self.size, right, 1) == 1;
        if !single && self.is_weak_bridge(left, right, pair, guard, judge) {
            return Some(Doubt::WeakBridge);
        }
        self.join(pair);
        None
    }

    fn are_foes(&mut self, left: u32, right: u32) -> bool {
        if self.foes.is_empty() {
            return false;
        }
        let (few, other) = if at(&self.size, left, 1) <= at(&self.size, right, 1) {
            (left, right)
        } else {
            (right, left)
        };
        let foes: Vec<u32> =
            self.members(few).filter_map(|row| self.foes.get(&row)).flatten().copied().collect();
        foes.into_iter().any(|foe| self.root(foe) == other)
    }

    /// Whether both groups have an identifier of one kind and none of its values is of both.
    fn contradict(&self, left: u32, right: u32, judge: &Judge<'_>) -> bool {
        let nothing = Vec::new();
        let ours = self.identifiers.get(left as usize).unwrap_or(&nothing);
        let theirs = self.identifiers.get(right as usize).unwrap_or(&nothing);
        ours.iter().any(|(kind, _)| {
            let mut same_kind = theirs.iter().filter(|(other, _)| other == kind).peekable();
            same_kind.peek().is_some()
                && !same_kind.any(|(kind, value)| {
                    let mut own = ours.iter().filter(|(known, _)| known == kind);
                    own.any(|(_, own)| own == value || (judge.near)(*kind, *own, *value))
                })
        })
    }

    /// Whether the pairs across two groups that say something are against joining them. Pairs that share little to
    /// compare say nothing: an e-mail alone beside a name and a telephone. What fits two strangers alike makes them
    /// no less strangers: a name and an employer between namesakes there.
    fn is_weak_bridge(
        &self,
        left: u32,
        right: u32,
        pair: Pair,
        guard: &Guard,
        judge: &Judge<'_>,
    ) -> bool {
        let quiet = !(judge.speak)(pair.left, pair.right);
        let witnesses = |root: u32, known: u32| -> Vec<u32> {
            let others = self.members(root).filter(move |row| *row != known);
            let all = std::iter::once(known).chain(others);
            if quiet {
                // Rows that tell nobody apart are no witnesses of strangers.
                let telling = all.take(SEARCHED_MAX).filter(|row| (judge.speak)(*row, *row));
                return telling.take(WITNESSES_MAX).collect();
            }
            all.take(WITNESSES_MAX).collect()
        };
        let ours = witnesses(left, pair.left);
        let theirs = witnesses(right, pair.right);
        let (mut sum, mut count) = (0.0_f32, 0.0_f32);
        for one in &ours {
            for two in &theirs {
                let (first, second) = ((*one).min(*two), (*one).max(*two));
                if (first, second) != (pair.left, pair.right) && (judge.speak)(first, second) {
                    sum += (judge.bits)(first, second);
                    count += 1.0;
                }
            }
        }
        match () {
            () if !quiet => (sum + pair.bits) / (count + 1.0) < guard.bridge_bits,
            () if count > 0.0 => sum / count < guard.quiet_bits,
            () => pair.bits < guard.bridge_bits,
        }
    }

    fn join(&mut self, pair: Pair) {
        let (left, right) = (self.root(pair.left), self.root(pair.right));
        if left == right {
            return;
        }
        let (first, later) = (left.min(right), left.max(right));
        set(&mut self.parent, later, first);
        let size = at(&self.size, first, 1) + at(&self.size, later, 1);
        set(&mut self.size, first, size);
        let (after_first, after_later) =
            (at(&self.next, first, first), at(&self.next, later, later));
        set(&mut self.next, first, after_later);
        set(&mut self.next, later, after_first);
        let moved =
            self.identifiers.get_mut(later as usize).map(std::mem::take).unwrap_or_default();
        if let Some(known) = self.identifiers.get_mut(first as usize) {
            known.extend(moved);
            known.sort_unstable();
            known.dedup();
        }
        // The group that loses its lead hangs on by the row of the pair that lies in it; along the
        // way to its old lead the links turn round.
        let (inner, outer) = if self.reaches(pair.left, later) {
            (pair.left, pair.right)
        } else {
            (pair.right, pair.left)
        };
        self.hang(inner, outer, pair.bits);
    }

    /// Whether following the links from a row ends at this row.
    fn reaches(&self, mut row: u32, end: u32) -> bool {
        while let Some((to, _)) = at(&self.link, row, None) {
            row = to;
        }
        row == end
    }

    /// Links a row to another and turns the links above it round.
    fn hang(&mut self, mut row: u32, mut to: u32, mut bits: f32) {
        loop {
            let above = at(&self.link, row, None);
            set(&mut self.link, row, Some((to, bits)));
            let Some((up, weight)) = above else { return };
            (row, to, bits) = (up, row, weight);
        }
    }

    fn finish(mut self) -> Clustering {
        let rows = u32::try_from(self.parent.len()).unwrap_or(u32::MAX);
        let first: Vec<u32> = (0..rows).map(|row| self.root(row)).collect();
        let mut seen = HashSet::new();
        let conflicts = std::mem::take(&mut self.conflicts);
        let conflicts = conflicts
            .into_iter()
            .filter(|conflict| {
                let (a, b) = (at(&first, conflict.left, 0), at(&first, conflict.right, 0));
                a != b && seen.insert((a.min(b), a.max(b), conflict.doubt))
            })
            .collect();
        Clustering { first, link: self.link, conflicts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(
        rows: u32,
        pairs: Vec<Pair>,
        guard: &Guard,
        bits: impl Fn(u32, u32) -> f32,
    ) -> Clustering {
        super::cluster(
            rows,
            pairs,
            guard,
            &Judge { bits: &bits, speak: &|_, _| true, near: &|_, _, _| false },
        )
    }

    fn pair(left: u32, right: u32, bits: f32) -> Pair {
        Pair { left, right, bits }
    }

    #[test]
    fn pairs_join_whatever_their_order() {
        let pairs = vec![pair(0, 3, 5.0), pair(3, 1, 9.0), pair(4, 2, 7.0)];
        let mut turned: Vec<Pair> = pairs.iter().map(|p| pair(p.right, p.left, p.bits)).collect();
        turned.reverse();
        let guard = Guard { bridge_bits: f32::NEG_INFINITY, ..Guard::default() };
        let one = cluster(5, pairs, &guard, |_, _| 0.0);
        assert_eq!(one.first, [0, 0, 2, 0, 2]);
        assert_eq!(one, cluster(5, turned, &guard, |_, _| 0.0));
        assert_eq!(one.link, [None, Some((3, 9.0)), None, Some((0, 5.0)), Some((2, 7.0))]);
    }

    #[test]
    fn contradicting_identifiers_stay_apart_and_are_told() {
        let identifiers = vec![vec![(0, 1)], vec![], vec![(0, 2)]];
        let guard = Guard { identifiers, bridge_bits: f32::NEG_INFINITY, ..Guard::default() };
        let got = cluster(3, vec![pair(0, 1, 9.0), pair(1, 2, 8.0)], &guard, |_, _| 0.0);
        assert_eq!(got.first, [0, 0, 2]);
        assert_eq!(got.conflicts.len(), 1);
        assert_eq!(got.conflicts[0].doubt, Doubt::Contradiction);
    }

    #[test]
    fn one_agreeing_pair_does_not_bridge_two_groups() {
        let pairs = vec![pair(0, 1, 9.0), pair(2, 3, 9.0), pair(1, 2, 4.0)];
        let strangers = |left: u32, right: u32| if (left, right) == (1, 2) { 4.0 } else { -20.0 };
        let got = cluster(4, pairs.clone(), &Guard::default(), strangers);
        assert_eq!(got.first, [0, 0, 2, 2]);
        assert_eq!(got.conflicts[0].doubt, Doubt::WeakBridge);
        let friends = cluster(4, pairs, &Guard::default(), |_, _| 1.0);
        assert_eq!(friends.first, [0; 4]);
    }

    #[test]
    fn silence_does_not_part_two_groups() {
        let pairs = vec![pair(0, 1, 9.0), pair(2, 3, 9.0), pair(1, 2, 4.0)];
        let silent = |left: u32, right: u32| if (left, right) == (1, 2) { 4.0 } else { -10.0 };
        let joined = |speak: &dyn Fn(u32, u32) -> bool| {
            let judge = Judge { bits: &silent, speak, near: &|_, _, _| false };
            super::cluster(4, pairs.clone(), &Guard::default(), &judge).first
        };
        assert_eq!(joined(&|_, _| false), [0; 4]);
        assert_eq!(joined(&|_, _| true), [0, 0, 2, 2]);
    }

    #[test]
    fn what_fits_two_strangers_alike_does_not_bridge_them() {
        // Row 1 fits both 0 and 2, which are told apart by what they say.
        let pairs = vec![pair(0, 1, 5.0), pair(1, 2, 4.0)];
        let speak = |left: u32, right: u32| left != 1 && right != 1;
        let joined = |bits_of_strangers: f32| {
            let bits = |_, _| bits_of_strangers;
            let judge = Judge { bits: &bits, speak: &speak, near: &|_, _, _| false };
            let guard = Guard { quiet_bits: 2.0, ..Guard::default() };
            super::cluster(3, pairs.clone(), &guard, &judge).first
        };
        assert_eq!(joined(1.0), [0, 0, 2]);
        assert_eq!(joined(3.0), [0; 3]);
    }

    #[test]
    fn decisions_bind() {
        let guard = Guard {
            same: vec![(0, 2)],
            different: vec![(2, 1)],
            bridge_bits: f32::NEG_INFINITY,
            ..Guard::default()
        };
        let got = cluster(3, vec![pair(0, 1, 30.0)], &guard, |_, _| 30.0);
        assert_eq!(got.first, [0, 1, 0]);
        assert_eq!(got.conflicts[0].doubt, Doubt::Decided);
        assert_eq!(got.link[2], Some((0, f32::INFINITY)));
    }
}
