//! The question for the person, as the protocol asks it: the client shows it,
//! where it can.

use crate::cli::mcp::resume::{self, Question};
use crate::model::Choice;
use rmcp::RoleServer;
use rmcp::model::{
    ElicitRequest, ElicitRequestParams, ElicitResult, ElicitationAction, ElicitationSchema,
    InputRequest, InputRequests, InputRequiredResult, InputResponses, ProtocolVersion,
};
use rmcp::service::RequestContext;
use serde_json::{Value, json};

/// The name of the question, and of its one field.
const CHOICE: &str = "choice";

/// Whether the client can show a form.
pub(super) fn can_be_asked(context: &RequestContext<RoleServer>) -> bool {
    let asks = context
        .client_capabilities()
        .and_then(|can| can.elicitation);
    // Before there were two ways to ask, it said nothing of either.
    asks.is_some_and(|ways| ways.form.is_some() || ways.url.is_none())
}

/// Whether a question is an answer, and its answer comes with the next call.
pub(super) fn is_an_answer(context: &RequestContext<RoleServer>) -> bool {
    let version = context.protocol_version();
    version.is_some_and(|version| version >= ProtocolVersion::V_2026_07_28)
}

/// The question for a client that is asked. `titled` where it may know titles
/// of what can be chosen.
pub(super) fn request(question: &Question, titled: bool) -> Option<ElicitRequest> {
    let schema: ElicitationSchema = serde_json::from_value(schema(question, titled)).ok()?;
    Some(ElicitRequest::new(
        ElicitRequestParams::FormElicitationParams {
            meta: None,
            message: format!("{}\nHow do you want to go on?", question.shown),
            requested_schema: schema,
        },
    ))
}

/// The question as an answer.
pub(super) fn answer(question: &Question) -> Option<InputRequiredResult> {
    let request = InputRequest::Elicitation(request(question, true)?);
    let requests = InputRequests::from([(CHOICE.to_owned(), request)]);
    Some(InputRequiredResult::new(
        Some(requests),
        Some(question.mark.clone()),
    ))
}

/// What was chosen; `None` where the person did not choose.
pub(super) fn chosen(answer: &ElicitResult) -> Option<Choice> {
    let content = answer.content.as_ref()?;
    let choice = resume::named(content.get(CHOICE)?.as_str()?)?;
    (answer.action == ElicitationAction::Accept).then_some(choice)
}

/// The same of answers that came with a call.
pub(super) fn chosen_of(answers: &InputResponses) -> Option<Choice> {
    let answer = answers.get(CHOICE)?.clone();
    chosen(&serde_json::from_value(answer).ok()?)
}

fn schema(question: &Question, titled: bool) -> Value {
    let ways = [
        (
            Choice::Update,
            "Update: save it again, as the files are now",
        ),
        (Choice::Proceed, "Proceed: go on with it as it is"),
        (Choice::Discard, "Discard: move it aside and begin afresh"),
    ];
    let mut field = json!({
        "type": "string",
        "title": "How to go on",
        "default": question.recommended.as_str(),
    });
    if titled {
        let ways = ways.map(|(way, title)| json!({"const": way.as_str(), "title": title}));
        field["oneOf"] = ways.to_vec().into();
    } else {
        field["enum"] = ways.map(|(way, _)| way.as_str()).to_vec().into();
        field["enumNames"] = ways.map(|(_, title)| title).to_vec().into();
    }
    json!({"type": "object", "properties": {CHOICE: field}, "required": [CHOICE]})
}
