//! When the conversation ends: at the end of the input, when nobody listens
//! any more, or when the process is asked to.

use crate::platform;
use std::io;
use tokio::sync::watch;

/// Whether the conversation has ended; all clones are one.
#[derive(Clone, Debug, Default)]
pub(super) struct Ending(watch::Sender<bool>);

impl Ending {
    /// It ends: nothing more is heard, what was begun is finished.
    pub(super) fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Returns when it ends.
    pub(super) async fn begun(&self) {
        // This very value is the sender: waiting cannot fail.
        let _ = self.0.subscribe().wait_for(|begun| *begun).await;
    }

    /// Lets whoever asks the process to end begin it.
    pub(super) fn on_signals(&self) -> io::Result<()> {
        let ending = self.clone();
        platform::on_end(move || ending.begin())
    }
}
