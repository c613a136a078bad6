//! What hooks are given: any bytes are read as far as they go, and a field that
//! nobody uses changes nothing.

use git_shipkit::document::{AgentCall, pushed, rewritten};

/// Reads `data` as an agent's call, and as the lines of git's hooks.
pub(crate) fn run(data: &[u8]) {
    usable(data, &AgentCall::read(data));
    if let Ok(all) = rewritten(data) {
        let lines = all.iter().map(|one| format!("{} {}\n", one.old, one.new));
        let again = rewritten(lines.collect::<String>().as_bytes());
        assert_eq!(again.ok(), Some(all));
    }
    if let Ok(all) = pushed(data) {
        let text = String::from_utf8_lossy(data);
        let lines = text.trim_start_matches('\u{feff}').split_terminator('\n');
        assert_eq!(lines.clone().count(), all.len());
        for (one, line) in all.iter().zip(lines) {
            assert!(
                line.starts_with(&one.local) && line.contains(&one.remote),
                "{line:?}"
            );
        }
    }
}

fn usable(data: &[u8], call: &AgentCall) {
    let words = [
        &call.event,
        &call.session,
        &call.trigger,
        &call.subagent,
        &call.tool,
    ];
    for word in words.into_iter().flatten() {
        assert!((1..=256).contains(&word.len()), "{word:?}");
        assert!(!word.contains(char::is_control), "{word:?}");
    }
    for path in [&call.cwd, &call.old_cwd, &call.transcript]
        .into_iter()
        .flatten()
    {
        assert!(
            (1..=4096).contains(&path.len()) && !path.contains('\0'),
            "{path:?}"
        );
    }
    assert!(call.prompt.as_ref().is_none_or(|prompt| !prompt.is_empty()));
    let text = String::from_utf8_lossy(data);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.trim_start_matches([' ', '\t', '\n', '\r']);
    let Some(rest) = text.strip_prefix('{') else {
        assert_eq!(*call, AgentCall::default(), "only an object says something");
        return;
    };
    let rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let comma = if rest.starts_with('}') { "" } else { "," };
    let more = format!("{{\"one_more\":[{{\"prompt\":\"\\ud83d\"}}]{comma}{rest}");
    assert_eq!(AgentCall::read(more.as_bytes()), *call, "{more:?}");
}
