//! Line ends around a place in a text.

/// `at`, or so many line ends before it as are there.
pub(super) fn back(prose: &str, mut at: usize, ends: usize) -> usize {
    for _ in 0..ends {
        let Some(short) = prose[..at].strip_suffix('\n') else {
            break;
        };
        at = short.strip_suffix('\r').unwrap_or(short).len();
    }
    at
}

/// `at`, or so many line ends after it as are there.
pub(super) fn on(prose: &str, mut at: usize, ends: usize) -> usize {
    for _ in 0..ends {
        let below = &prose[at..];
        let found = ["\r\n", "\n"]
            .into_iter()
            .find(|end| below.starts_with(end));
        at += found.map_or(0, str::len);
    }
    at
}

pub(super) fn ends_blank(text: &str) -> bool {
    let text = text.strip_suffix('\n');
    let text = text.map(|text| text.strip_suffix('\r').unwrap_or(text));
    text.is_some_and(|text| text.is_empty() || text.ends_with('\n'))
}
