//! The life of the server: its runtime, its streams, its end.

use crate::cli::mcp::ending::Ending;
use crate::cli::mcp::server::Server;
use crate::cli::mcp::wire::{Reader, Wire};
use crate::cli::stop::Stop;
use crate::cli::world::World;
use crate::error::Error;
use rmcp::ServiceExt as _;
use rmcp::service::ServerInitializeError;
use std::io;
use tokio::runtime::{Builder, Runtime};

/// How many calls are worked on at once; others wait for their turn.
const AT_ONCE: usize = 8;

/// As much stack as a program's first thread has, which the verbs run on.
const STACK: usize = 8 << 20;

/// Serves until the input ends, nobody listens, or a signal asks to end. What
/// was begun is finished.
pub(crate) fn run(world: &World) -> Result<u8, Stop> {
    let begin = |cause: io::Error| Stop::from(Error::io("begin", "the server", &cause));
    let ending = Ending::default();
    ending.on_signals().map_err(begin)?;
    let runtime = runtime().map_err(begin)?;
    let (wire, mouth, reader, writer) = Wire::open(&ending);
    let agents = Server::new(world, ending);
    let served = runtime.block_on(async {
        match agents.serve(wire).await {
            Ok(running) => running
                .waiting()
                .await
                .map(drop)
                .map_err(|why| why.to_string()),
            // Whoever came and went has been told what there is to tell.
            Err(
                ServerInitializeError::ConnectionClosed(_)
                | ServerInitializeError::InitializeFailed(_),
            ) => Ok(()),
            Err(why) => Err(why.to_string()),
        }
    });
    drop(runtime); // once every save is done
    mouth.close();
    let _ = writer.join(); // it cannot panic, and has said all it could
    served.map_err(|why| {
        let message = format!("the conversation broke off: {why}");
        Error::Content {
            message,
            hint: Some("start the server again".to_owned()),
        }
    })?;
    read_well(reader)
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(AT_ONCE)
        .thread_stack_size(STACK)
        .build()
}

/// How reading went, if it is over: a reader that still waits is left alone.
fn read_well(reader: Reader) -> Result<u8, Stop> {
    if reader.is_finished()
        && let Ok(Err(cause)) = reader.join()
    {
        return Err(Stop::from(Error::io("read", "standard input", &cause)));
    }
    Ok(0)
}
