//! What a tool answers: as JSON, as the verb prints it with --json, and as
//! text, as the verb prints it without.

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::report::text::cut;
use crate::report::{harmless, json, one_line};
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::Value;

/// How many columns of a message are told: it may quote a whole task.
const MAX_MESSAGE: usize = 1_000;

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// For programs.
    pub(super) object: Value,
    /// For models and people; harmless.
    pub(super) text: String,
    /// Whether it is why nothing was done.
    pub(super) failed: bool,
}

impl Answer {
    /// What `tell` tells, once as JSON and once as text: what was done is done
    /// once.
    pub(super) fn told(
        desk: &mut Desk<'_>,
        tell: impl Fn(&Desk<'_>) -> Result<(), Error>,
    ) -> Result<Answer, Error> {
        desk.ui.json = true;
        tell(desk)?;
        let object = desk.ui.kept_answers();
        let object = serde_json::from_str(&object).expect("an answer is one JSON object");
        desk.ui.json = false;
        tell(desk)?;
        Ok(Answer {
            object,
            text: desk.ui.kept_answers(),
            failed: false,
        })
    }

    /// Why something could not be done, and what to do about it.
    pub(super) fn failed(error: &Error) -> Answer {
        let message = cut(&error.to_string(), MAX_MESSAGE);
        let mut text = format!("{}\n", one_line(&message));
        for hint in error.hint().iter().flat_map(|hint| hint.lines()) {
            text.push_str("hint: ");
            text.push_str(&one_line(hint));
            text.push('\n');
        }
        let mut object = json::error(error);
        object["message"] = message.into();
        Answer {
            object,
            text,
            failed: true,
        }
    }

    /// The same, where the person was asked what to do and did not say.
    pub(super) fn unanswered(mut self) -> Answer {
        self.text
            .push_str("They were asked, and did not choose: nothing was done.\n");
        self
    }

    /// The same with what somebody should know beside: some clients give
    /// models the object alone, others the text.
    pub(super) fn warned(mut self, warnings: Vec<String>) -> Answer {
        for warning in &warnings {
            self.text.push_str("warning: ");
            self.text.push_str(warning);
            self.text.push('\n');
        }
        if let (Value::Object(fields), false) = (&mut self.object, warnings.is_empty()) {
            fields.insert("warnings".to_owned(), warnings.into());
        }
        self
    }
}

impl From<Answer> for CallToolResult {
    fn from(answer: Answer) -> CallToolResult {
        let content = vec![ContentBlock::text(harmless(&answer.text))];
        let mut result = if answer.failed {
            CallToolResult::error(content)
        } else {
            CallToolResult::success(content)
        };
        result.structured_content = Some(answer.object);
        result
    }
}
