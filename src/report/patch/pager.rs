//! Whether a pager shows what it is given, or draws it anew.

/// Programs that show text as it is.
const PLAIN: [&str; 11] = [
    "less", "more", "most", "cat", "lv", "pg", "page", "ov", "moar", "moor", "true",
];

/// Whether this command, as git's settings name a pager, shows text as it is.
/// Of what the shell would have to put together nothing is known.
pub fn shows_as_it_is(command: &str) -> bool {
    let is_assignment = |word: &&str| {
        word.split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && !name.contains(['/', '-', '\'', '"']))
    };
    let mut words = command.split_whitespace().peekable();
    words.next_if_eq(&"exec");
    words.next_if_eq(&"env");
    while words.next_if(is_assignment).is_some() {}
    let Some(program) = words.next() else {
        return true; // no pager at all
    };
    let name = program.rsplit('/').next().unwrap_or(program);
    let name = name.trim_end_matches(".exe");
    let composed = ['|', ';', '&', '$', '`', '(', '<', '>', '\n'];
    PLAIN.contains(&name) && !command.contains(composed)
}
