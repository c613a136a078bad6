//! The lines of the client and ours, each direction with a thread of its own:
//! no call waits for a stream, and no stream for a call.

use crate::cli::lines::{self, Line};
use crate::cli::mcp::ending::Ending;
use crate::cli::ui;
use rmcp::RoleServer;
use rmcp::model::{
    ClientJsonRpcMessage, ClientRequest, ErrorCode, ErrorData, GetMeta as _, JsonRpcMessage,
    ProtocolVersion, RequestId, ServerJsonRpcMessage,
};
use rmcp::transport::Transport;
use serde_json::Value;
use std::io;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How many messages may wait to be taken; a client that sends faster waits.
const WAITING: usize = 16;

/// What the server reads from and writes to.
pub(super) struct Wire {
    heard: Receiver<ClientJsonRpcMessage>,
    mouth: Mouth,
    ending: Ending,
    /// Whether the client has said which protocol it speaks.
    begun: bool,
}

/// Where lines for the client go.
#[derive(Clone)]
pub(super) struct Mouth(mpsc::Sender<Option<String>>);

/// The thread that reads.
pub(super) type Reader = JoinHandle<io::Result<()>>;

/// The thread that writes.
pub(super) type Writer = JoinHandle<()>;

impl Wire {
    /// Begins to read and to write. The writer ends once it is told to
    /// [`Mouth::close`]; the reader at the end of the input.
    pub(super) fn open(ending: &Ending) -> (Wire, Mouth, Reader, Writer) {
        let (lines, said) = mpsc::channel();
        let mouth = Mouth(lines);
        let ends = ending.clone();
        let writer = thread::spawn(move || write_all(&said, &ends));
        let (messages, heard) = channel(WAITING);
        let refusing = mouth.clone();
        let reader = thread::spawn(move || read_all(&messages, &refusing));
        let wire = Wire {
            heard,
            mouth: mouth.clone(),
            ending: ending.clone(),
            begun: false,
        };
        (wire, mouth, reader, writer)
    }

    /// Whether the server may hear it. Before the protocol is chosen the SDK
    /// takes requests alone, and ends at anything else.
    fn is_in_time(&mut self, message: &ClientJsonRpcMessage) -> bool {
        if let JsonRpcMessage::Request(asked) = message {
            self.begun |= chooses_a_protocol(&asked.request);
            return true;
        }
        self.begun
    }
}

impl Transport<RoleServer> for Wire {
    type Error = io::Error;

    fn send(
        &mut self,
        item: ServerJsonRpcMessage,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        std::future::ready(self.mouth.say(&item))
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            let heard = tokio::select! {
                biased;
                () = self.ending.begun() => None,
                heard = self.heard.recv() => heard,
            };
            match heard {
                Some(message) if self.is_in_time(&message) => return Some(message),
                Some(_) => {}
                None => {
                    self.ending.begin();
                    return None;
                }
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Mouth {
    /// Says a message, after those that were said before.
    fn say(&self, message: &ServerJsonRpcMessage) -> io::Result<()> {
        let mut line = serde_json::to_string(message)?;
        line.push('\n');
        self.0
            .send(Some(line))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    /// Says nothing more; the writer ends once all is written.
    pub(super) fn close(&self) {
        let _ = self.0.send(None); // it may have ended already
    }
}

fn write_all(said: &mpsc::Receiver<Option<String>>, ending: &Ending) {
    while let Ok(Some(line)) = said.recv() {
        if ui::say(&line).is_err() {
            return ending.begin(); // nobody listens any more
        }
    }
}

fn read_all(messages: &Sender<ClientJsonRpcMessage>, mouth: &Mouth) -> io::Result<()> {
    let mut source = io::stdin().lock();
    while let Some(line) = lines::next(&mut source)? {
        let heard = match line {
            Line::Whole(line) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Whole(line) => message(&line),
            Line::TooLong => {
                let sentence = lines::too_long();
                Err(refusal(ErrorCode::INVALID_REQUEST, sentence, None))
            }
        };
        let listens = match heard {
            Ok(message) => messages.blocking_send(*message).is_ok(),
            Err(Refusal::Silent) => true,
            Err(Refusal::Said(refusal)) => mouth.say(&refusal).is_ok(),
        };
        if !listens {
            break;
        }
    }
    Ok(())
}

/// What is no message.
enum Refusal {
    /// Nobody waits for an answer to it.
    Silent,
    /// It is answered so.
    Said(Box<ServerJsonRpcMessage>),
}

/// Reads a line: the message, or what is answered where it is none. What asks
/// for no answer gets none.
fn message(line: &[u8]) -> Result<Box<ClientJsonRpcMessage>, Refusal> {
    // A number read straight into the SDK's types would be no number to it:
    // this program's own are kept to the last digit.
    let value: Value = serde_json::from_slice(line).map_err(|why| {
        let sentence = format!("no JSON: {why}");
        refusal(ErrorCode::PARSE_ERROR, sentence, None)
    })?;
    let is_request = value.get("method").is_some() && value.get("id").is_some();
    let id = value.get("id").and_then(id);
    let is_message = value.get("method").or(value.get("id")).is_some();
    serde_json::from_value(value).map(Box::new).map_err(|why| {
        if is_message && !is_request {
            return Refusal::Silent;
        }
        let sentence = format!("no message of the protocol: {why}");
        refusal(ErrorCode::INVALID_REQUEST, sentence, id)
    })
}

fn id(value: &Value) -> Option<RequestId> {
    serde_json::from_value(value.clone()).ok()
}

fn refusal(code: ErrorCode, sentence: String, id: Option<RequestId>) -> Refusal {
    let error = ErrorData::new(code, sentence, None);
    Refusal::Said(Box::new(ServerJsonRpcMessage::error(error, id)))
}

/// Whether it is `initialize`, or a request that carries its protocol itself.
fn chooses_a_protocol(request: &ClientRequest) -> bool {
    let is_known = |version| ProtocolVersion::KNOWN_VERSIONS.contains(&version);
    match request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::DiscoverRequest(_) | ClientRequest::PingRequest(_) => false,
        other => {
            let meta = other.get_meta();
            let missing = meta.missing_required_keys(&ProtocolVersion::V_2026_07_28);
            missing.is_empty() && meta.protocol_version().is_some_and(is_known)
        }
    }
}
