//! What a merge leaves in a document that could not be merged.

use super::prose::code_blocks;

/// The line (1-based) of the first marker of a merge that nobody has resolved;
/// `None` where there is none but in code, which may show some.
pub fn merge_marker(prose: &str) -> Option<usize> {
    let markers = ["<<<<<<< ", "=======", ">>>>>>> "];
    if !markers.iter().all(|marker| prose.contains(marker)) {
        return None;
    }
    let code = code_blocks(prose);
    let mut found = None;
    let mut wanted = markers.iter();
    let mut next = wanted.next();
    let mut start = 0;
    for (at, line) in prose.split_inclusive('\n').enumerate() {
        let is_code = code.iter().any(|block| block.contains(&start));
        start += line.len();
        let is_next = next.is_some_and(|marker| match *marker {
            "=======" => line.trim_end() == "=======",
            marker => line.starts_with(marker),
        });
        if is_next && !is_code {
            found = found.or(Some(at + 1));
            next = wanted.next();
        }
    }
    found.filter(|_| next.is_none())
}

#[cfg(test)]
mod tests {
    use super::merge_marker;

    #[test]
    fn a_merge_that_nobody_resolved_is_found_by_its_line() {
        let merge = "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n";
        for (prose, line) in [
            (merge.to_owned(), Some(1)),
            (format!("# T\n\n{merge}"), Some(3)),
            (merge.replace('\n', "\r\n"), Some(1)),
            (format!("```\n{merge}```\n"), None),
            ("Title\n=======\n".to_owned(), None),
            (merge.replace(">>>>>>> theirs\n", ""), None),
            (merge.replace("=======\n", "========\n"), None),
        ] {
            assert_eq!(merge_marker(&prose), line, "{prose}");
        }
    }
}
