//! When the conversation ends: at the end of the input, when nobody listens
//! any more, or when the process is asked to.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
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

    /// Lets SIGTERM and SIGINT begin it. A second one ends the process as it
    /// would have without us.
    pub(super) fn on_signals(&self) -> io::Result<()> {
        let (mut ear, mouth) = UnixStream::pair()?;
        let once = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT] {
            flag::register_conditional_default(signal, Arc::clone(&once))?;
            flag::register(signal, Arc::clone(&once))?;
            low_level::pipe::register(signal, mouth.try_clone()?)?;
        }
        let ending = self.clone();
        thread::spawn(move || {
            // An ear that cannot hear leaves the signals to the flag.
            if ear.read(&mut [0]).is_ok() {
                ending.begin();
            }
        });
        Ok(())
    }
}
