//! Commits as git's commit-graph has them (gitformat-commit-graph(5)): a walk
//! that finds them there reads no objects.

use crate::repo::Repo;
use crate::repo::commits::commit::CommitNode;

impl Repo {
    /// What a walk needs of a commit, without its author where the
    /// commit-graph has it. Measured: 1,100 instructions, and 37,000 without.
    pub(in crate::repo) fn walked_node(&self, id: gix::ObjectId) -> Option<CommitNode> {
        let node = self.graph().and_then(|graph| node(graph, id));
        node.or_else(|| self.commit_node(id))
    }

    /// The commit-graph, where git itself would go by it: not where some
    /// commits have other parents than they say (commit-graph.c,
    /// commit_graph_compatible).
    fn graph(&self) -> Option<&gix::commitgraph::Graph> {
        let open = || {
            let is_usual = self.shallow().is_empty() && self.grafts().is_empty();
            is_usual.then(|| self.hand().graph()).flatten()
        };
        self.graph.get_or_init(open).as_ref()
    }
}

fn node(graph: &gix::commitgraph::Graph, id: gix::ObjectId) -> Option<CommitNode> {
    let commit = graph.commit_by_id(id)?;
    let parents = commit.iter_parents();
    let parents = parents.map(|at| Some(graph.id_at(at.ok()?).to_owned()));
    Some(CommitNode {
        tree: commit.root_tree_id().to_owned(),
        parents: parents.collect::<Option<_>>()?,
        time: i64::try_from(commit.committer_timestamp()).ok()?,
        author: None,
    })
}
