//! Which hooks git ran, as git itself tells it (api-trace2, the event format:
//! `child_start` and `child_exit` of class `hook`).

use serde::Deserialize;
use std::time::Duration;

/// A hook that git ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookRun {
    /// For which event: `pre-commit`.
    pub event: String,
    /// What was run, without arguments: a file, or the command of a setting.
    pub command: String,
    /// Its exit code; `None` where it did not end.
    pub code: Option<i32>,
    /// From its start to its end; zero where it did not end.
    pub took: Duration,
}

#[derive(Deserialize)]
struct Line {
    event: String,
    sid: String,
    child_id: Option<i64>,
    child_class: Option<String>,
    hook_name: Option<String>,
    #[serde(default)]
    argv: Vec<String>,
    code: Option<i32>,
    t_rel: Option<f64>,
}

/// The hooks of the command itself, not of those that it or they ran.
pub(super) fn hooks(trace: &[u8]) -> Vec<HookRun> {
    let mut runs: Vec<(i64, HookRun)> = Vec::new();
    let lines = trace.split(|byte| *byte == b'\n');
    for line in lines.filter_map(|line| serde_json::from_slice::<Line>(line).ok()) {
        let Some(id) = line.child_id.filter(|_| !line.sid.contains('/')) else {
            continue;
        };
        let is_hook = line.child_class.as_deref() == Some("hook");
        match (line.event.as_str(), line.hook_name) {
            ("child_start", Some(event)) if is_hook => {
                let command = line.argv.into_iter().next().unwrap_or_default();
                let run = HookRun {
                    event,
                    command,
                    code: None,
                    took: Duration::ZERO,
                };
                runs.push((id, run));
            }
            ("child_exit", _) => {
                if let Some((_, run)) = runs.iter_mut().find(|(known, _)| *known == id) {
                    run.code = line.code;
                    let took = line.t_rel.and_then(|t| Duration::try_from_secs_f64(t).ok());
                    run.took = took.unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}
