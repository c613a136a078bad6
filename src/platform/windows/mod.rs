//! Windows: what it knows in another way, what it does not know, and what it
//! is asked through other programs because only they can say it.

mod files;
mod names;
mod processes;
mod rights;
mod signals;
mod streams;
mod surroundings;
mod terminal;
mod tree;

pub(crate) use files::{
    Held, boot, create_read_only, exchange, have_one_owner, is_open, is_same_file, is_untouched,
    leads_to, link, open_itself, open_to_lock, open_to_read, sync,
};
pub(crate) use names::{LIST, bytes, files_of, host, path_of, real, slashed, url_path};
pub(crate) use processes::{
    How, busy, code, end_group, has_ended, has_read_enough, in_own_group, is_in_front, is_running,
};
pub(crate) use rights::{can_run, for_its_owner, is_executable, let_run, like, mode, set_mode};
pub(super) use signals::ENDING;
pub(crate) use signals::lent;
#[cfg(feature = "mcp")]
pub(crate) use signals::on_end;
pub(crate) use streams::Input;
pub use surroundings::{environment, prepare_terminal};
pub(crate) use terminal::{Terminal, columns};
pub(crate) use tree::{Root, stat};
