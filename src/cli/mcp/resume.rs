//! The tool `resume`: the brief, and the choice where files have drifted.

use crate::cli::desk::Desk;
use crate::cli::mcp::answer::Answer;
use crate::cli::mcp::arguments::{Arguments, bad};
use crate::cli::stop::Stop;
use crate::cli::{clear, resume, tell};
use crate::error::Error;
use crate::model::Choice;
use crate::report::brief::DEFAULT_TOKENS;
use crate::report::json;
use crate::route::{self, Comparison};
use crate::store::{Address, Loaded};
use serde_json::{Map, Value, json};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// How much of the drift a question shows, in characters.
const MAX_SHOWN: usize = 2_000;

/// What is asked of it.
pub(super) struct Wish {
    name: Option<String>,
    tokens: usize,
    /// What was chosen.
    pub(super) choice: Option<Choice>,
    /// What whoever chose has seen, where they were asked: the mark of a
    /// [`Question`].
    pub(super) seen: Option<String>,
}

/// A question for the person.
pub(super) struct Question {
    /// What has drifted.
    pub(super) shown: String,
    /// Stands for the checkpoint and the files as they were shown.
    pub(super) mark: String,
    pub(super) recommended: Choice,
}

impl Wish {
    pub(super) fn read(arguments: &mut Arguments) -> Result<Wish, Error> {
        let choice = arguments.text("choice")?;
        let choice = choice.map(|word| {
            named(&word).ok_or_else(|| bad("choice", "is none of proceed, update, discard"))
        });
        Ok(Wish {
            name: arguments.text("name")?,
            tokens: arguments.number("tokens")?.unwrap_or(DEFAULT_TOKENS),
            choice: choice.transpose()?,
            seen: None,
        })
    }
}

/// The choice of that name.
pub(super) fn named(word: &str) -> Option<Choice> {
    Choice::ALL
        .into_iter()
        .find(|choice| choice.as_str() == word)
}

/// Tells where the work stands, and does what was chosen. With it comes the
/// question that a person could be asked, where there is one.
pub(super) fn resume(desk: &mut Desk<'_>, wish: &Wish) -> Result<(Answer, Option<Question>), Stop> {
    let address = desk.address(wish.name.as_deref())?;
    if wish.choice.is_some() {
        desk.repo.run_its_programs();
    }
    let Some(loaded) = desk.store().load(&address)? else {
        let told = Answer::told(desk, |desk| {
            let _ = desk.assess(&address); // it tells, and that is all of it
            Ok(())
        });
        return Ok((told?, None));
    };
    tell::warn_of_damage(desk, &loaded);
    let mut compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
    route::seek(&desk.repo, &mut compared, &|key| {
        desk.world.env(key).cloned()
    });
    let scene = Scene {
        stands: stands(desk, &loaded, &compared),
        address,
        loaded,
        compared,
    };
    match wish.choice {
        None => scene.told(desk, wish),
        Some(_) if wish.seen.as_ref().is_some_and(|seen| *seen != scene.mark()) => {
            let (mut answer, _) = scene.told(desk, wish)?;
            answer.text.push_str(
                "\nThings changed while the question was open; nothing was done. Ask again.\n",
            );
            Ok((answer, None))
        }
        Some(choice) => Ok((scene.chosen(desk, wish, choice)?, None)),
    }
}

/// What of the report a model needs beside the brief.
fn stands(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) -> Value {
    let saved_at = loaded.record.as_ref().map(|record| record.saved_at);
    let words = tell::words(desk, loaded);
    json::resume(
        Value::Null,
        saved_at,
        desk.world.now,
        &compared.drift,
        words.as_ref(),
    )
}

/// A checkpoint, and what became of its files.
struct Scene {
    address: Address,
    loaded: Loaded,
    compared: Comparison,
    /// The report.
    stands: Value,
}

impl Scene {
    fn mark(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.loaded.bytes.hash(&mut hasher);
        self.stands["files"].to_string().hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    /// The brief, and what can be chosen.
    fn told(&self, desk: &mut Desk<'_>, wish: &Wish) -> Result<(Answer, Option<Question>), Stop> {
        let mut answer = self.brief(desk, wish)?;
        let fields = answer.object.as_object_mut();
        if let Some(fields) = fields {
            for key in ["drift", "choices", "recommended"] {
                fields.insert(key.to_owned(), self.stands[key].clone());
            }
        }
        let is_own = self.address.worktree.is_none();
        let nothing_to_choose = self.stands["choices"].as_array().is_none_or(Vec::is_empty);
        if nothing_to_choose || !is_own {
            return Ok((answer, None));
        }
        let recommended = self.compared.drift.recommended;
        answer
            .text
            .push_str("\nThe person chooses: update, proceed or discard (recommended: ");
        answer.text.push_str(recommended.as_str());
        answer
            .text
            .push_str("). Ask them, then call resume with choice.\n");
        let question = Question {
            shown: self.shown(desk),
            mark: self.mark(),
            recommended,
        };
        Ok((answer, Some(question)))
    }

    fn brief(&self, desk: &Desk<'_>, wish: &Wish) -> Result<Answer, Stop> {
        let env = |key: &str| desk.world.env(key).cloned();
        let (repo, store, now) = (&desk.repo, &desk.store(), desk.world.now);
        let brief = route::brief(repo, store, &self.address, now, &env, wish.tokens)?;
        let Some(brief) = brief else {
            return Err(desk.not_found(&self.address)); // cleared this very moment
        };
        Ok(Answer {
            object: json::marked(json::brief(&brief)),
            text: brief.text,
            failed: false,
        })
    }

    /// What has drifted, as a person is shown it.
    fn shown(&self, desk: &mut Desk<'_>) -> String {
        desk.ui.json = false;
        tell::check(desk, &self.loaded, &self.compared);
        let text = desk.ui.kept_answers();
        match text.char_indices().nth(MAX_SHOWN) {
            None => text,
            Some((end, _)) => {
                let end = text[..end].rfind('\n').unwrap_or(end);
                format!("{}\n…\n", &text[..end])
            }
        }
    }

    /// Does what was chosen, and tells where the work stands then.
    fn chosen(&self, desk: &mut Desk<'_>, wish: &Wish, choice: Choice) -> Result<Answer, Stop> {
        let done = self.done(desk, choice)?;
        let brief = match choice {
            Choice::Discard => None,
            Choice::Proceed | Choice::Update => Some(self.brief(desk, wish)?),
        };
        let (object, text) = match brief {
            Some(brief) => (brief.object, format!("{}\n{}", done.text, brief.text)),
            None => (
                json!({"version": json::VERSION, "kind": "brief", "text": done.text}),
                done.text,
            ),
        };
        let mut fields: Map<String, Value> = object.as_object().cloned().unwrap_or_default();
        fields.insert("choices".to_owned(), json!([]));
        fields.insert("chosen".to_owned(), choice.as_str().into());
        fields.insert("done".to_owned(), done.object);
        Ok(Answer {
            object: Value::Object(fields),
            text,
            failed: false,
        })
    }

    fn done(&self, desk: &mut Desk<'_>, choice: Choice) -> Result<Answer, Stop> {
        let Scene {
            loaded, compared, ..
        } = self;
        Ok(match choice {
            Choice::Proceed => Answer::told(desk, |desk| tell::proceeding(desk, loaded, compared)),
            Choice::Update => self.updated(desk)?,
            Choice::Discard => {
                let name = resume::own(desk, &self.address)?;
                let (loaded, cleared) = clear::clear(desk, &name, false)?;
                Answer::told(desk, |desk| {
                    tell::discarded(desk, &loaded, &cleared);
                    Ok(())
                })
            }
        }?)
    }

    fn updated(&self, desk: &mut Desk<'_>) -> Result<Result<Answer, Error>, Stop> {
        let name = resume::own(desk, &self.address)?;
        let (made, number) = {
            let store = desk.store();
            let lock = store.lock()?;
            let loaded = desk.load(&self.address)?;
            let mut made = desk.with_site(&name, |site| route::updated(site, &loaded))?;
            let number =
                desk.with_site(&name, |site| route::update(site, &lock, &loaded, &mut made))?;
            (made, number)
        };
        Ok(Answer::told(desk, |desk| {
            tell::saved(desk, &name, &made, number, "resume");
            Ok(())
        }))
    }
}
