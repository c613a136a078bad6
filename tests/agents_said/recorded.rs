//! What the agents say, from `fixtures/agents`.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the work is done in the fixtures.
pub(super) const SHOP: &str = "/home/ada/shop";

/// What an agent says at an event.
pub(super) struct Said {
    /// The agent, as the command line names it.
    pub(super) agent: String,
    /// The event, in the agent's spelling.
    pub(super) event: String,
    /// `resume` in `SessionStart-resume`.
    pub(super) variant: Option<String>,
    /// The event as an argument, where standard input does not tell it.
    pub(super) argument: Option<String>,
    /// What comes on standard input.
    pub(super) text: String,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (agent, event) = (&self.agent, &self.event);
        write!(
            f,
            "{agent} {event} {}",
            self.variant.as_deref().unwrap_or("")
        )
    }
}

impl Said {
    fn read(agent: &str, path: &Path) -> Said {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let stem = stem.expect("a fixture is named in ASCII");
        let (event, variant) = match stem.split_once('-') {
            Some((event, variant)) => (event, Some(variant.to_owned())),
            None => (stem, None),
        };
        let text = fs::read_to_string(path).expect("a fixture can be read");
        let said = Said {
            agent: agent.to_owned(),
            event: event.to_owned(),
            variant,
            argument: path
                .parent()
                .filter(|folder| folder.ends_with("camel"))
                .map(|_| event.to_owned()),
            text,
        };
        let named = said.value()["hook_event_name"].as_str().map(str::to_owned);
        assert_eq!(
            named.or(said.argument.clone()).as_deref(),
            Some(event),
            "{said}"
        );
        said
    }

    /// What it says, as a value.
    pub(super) fn value(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{self}: {error}"))
    }

    /// Whether one of these events.
    pub(super) fn is(&self, events: &[&str]) -> bool {
        events.contains(&self.event.as_str())
    }

    /// Whether a subagent speaks, or is spoken of.
    pub(super) fn of_a_subagent(&self) -> bool {
        self.event.to_lowercase().starts_with("subagent") || self.value().get("agent_id").is_some()
    }

    /// Fails unless the agent takes this answer at this event.
    #[track_caller]
    pub(super) fn takes(&self, answer: &Value) {
        let mut schema = schema(&self.agent);
        let known = schema["$defs"].get(&self.event).is_some();
        assert!(known, "{self} takes no answer, and got {answer:#}");
        schema["$ref"] = json!(format!("#/$defs/{}", self.event));
        let validator: Validator = jsonschema::draft202012::new(&schema).expect("a schema");
        let wrong = validator
            .iter_errors(answer)
            .map(|error| format!("{}: {error}", error.instance_path()));
        let wrong: Vec<String> = wrong.collect();
        assert!(wrong.is_empty(), "{self}: {}\n{answer:#}", wrong.join("\n"));
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/agents")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// The agents, as the command line names them.
pub(super) fn agents() -> Vec<String> {
    let folders = entries(&folder()).into_iter().filter(|path| path.is_dir());
    let names = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    names.collect()
}

/// What the agent takes, by event.
pub(super) fn schema(agent: &str) -> Value {
    let path = folder().join(agent).join("output.schema.json");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// All that an agent is known to say.
pub(super) fn recorded(agent: &str) -> Vec<Said> {
    let home = folder().join(agent);
    let mut paths = entries(&home);
    if home.join("camel").is_dir() {
        paths.extend(entries(&home.join("camel")));
    }
    paths.retain(|path| {
        path.extension().is_some_and(|end| end == "json") && !path.ends_with("output.schema.json")
    });
    paths.iter().map(|path| Said::read(agent, path)).collect()
}

/// That one of what the agent says, where it tells the event itself.
#[track_caller]
pub(super) fn the(agent: &str, event: &str, variant: Option<&str>) -> Said {
    let all = recorded(agent).into_iter();
    let mut those = all.filter(|said| {
        said.argument.is_none() && said.event == event && said.variant.as_deref() == variant
    });
    those
        .next()
        .unwrap_or_else(|| panic!("{agent} says no {event} {variant:?}"))
}
