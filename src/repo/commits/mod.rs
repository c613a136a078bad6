//! History: how two commits relate, who changed a file, who wrote a line.

pub(in crate::repo) mod before;
pub(in crate::repo) mod beyond;
pub(in crate::repo) mod blame;
pub(in crate::repo) mod blaming;
pub(in crate::repo) mod commit;
pub(in crate::repo) mod graph;
pub(in crate::repo) mod history;
pub(in crate::repo) mod last_move;
pub(in crate::repo) mod painter;
pub(in crate::repo) mod patches;
pub(in crate::repo) mod reflog;
pub(in crate::repo) mod relation;
pub(in crate::repo) mod rewritten;
pub(in crate::repo) mod touched;
