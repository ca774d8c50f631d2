//! Which field follows from which; what follows from itself is found.

use std::collections::{BTreeMap, BTreeSet};

/// A field of a module; `title` stands for the title where no field is called so.
pub type Node = (String, String);

/// From a field to those it follows from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    edges: BTreeMap<Node, BTreeSet<Node>>,
}

impl Graph {
    pub fn add(&mut self, from: &Node, to: Node) {
        self.edges.entry(from.clone()).or_default().insert(to);
    }

    /// Fields that follow from themselves, as a way round; none when there are none.
    pub fn cycle(&self) -> Option<Vec<Node>> {
        let mut done = BTreeSet::new();
        self.edges.keys().find_map(|node| {
            let mut way = Vec::new();
            self.visit(node, &mut way, &mut done)
        })
    }

    /// The graph is no deeper than there are fields that follow, each of which is met once.
    fn visit(
        &self,
        node: &Node,
        way: &mut Vec<Node>,
        done: &mut BTreeSet<Node>,
    ) -> Option<Vec<Node>> {
        if let Some(at) = way.iter().position(|known| known == node) {
            let mut round = way[at..].to_vec();
            round.push(node.clone());
            return Some(round);
        }
        if done.contains(node) {
            return None;
        }
        way.push(node.clone());
        let next = self.edges.get(node).into_iter().flatten();
        let found = next.into_iter().find_map(|next| self.visit(next, way, done));
        way.pop();
        done.insert(node.clone());
        found
    }

    /// Everything that a field follows from, over any number of steps.
    pub fn sources(&self, node: &Node) -> BTreeSet<Node> {
        let mut met = BTreeSet::new();
        let mut open = vec![node.clone()];
        while let Some(node) = open.pop() {
            for next in self.edges.get(&node).into_iter().flatten() {
                if met.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        met
    }

    /// Nodes of a list in an order in which each comes after those it follows from.
    pub fn ordered(&self, nodes: Vec<Node>) -> Vec<Node> {
        let mut ordered: Vec<Node> = Vec::new();
        let depth = |node: &Node| self.sources(node).len();
        let mut all: Vec<(usize, Node)> =
            nodes.into_iter().map(|node| (depth(&node), node)).collect();
        // Whatever follows from another one has all its sources and it besides.
        all.sort_by_key(|(depth, _)| *depth);
        ordered.extend(all.into_iter().map(|(_, node)| node));
        ordered
    }
}
