//! What installs says itself to be true.

use super::texts::{COMMAND, SKILLS};

#[test]
fn skills_keep_to_the_limits_of_agent_skills() {
    for (folder, text) in SKILLS {
        let (front, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .expect("it has front matter");
        let field = |key: &str| {
            let mut lines = front.lines().filter_map(|line| line.split_once(": "));
            lines.find(|(name, _)| *name == key).map(|(_, value)| value)
        };
        let name = field("name").expect("it has a name");
        assert_eq!(name, folder);
        assert!((1..=64).contains(&name.len()), "{name}");
        assert!(
            name.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !name.starts_with('-')
                && !name.ends_with('-')
                && !name.contains("--"),
            "{name}"
        );
        let about = field("description").expect("it has a description");
        assert!((1..=1024).contains(&about.chars().count()), "{name}");
        // YAML takes ': ' and ' #' for its own in a bare text.
        assert!(!about.contains(": ") && !about.contains(" #"), "{name}");
        assert!(field("compatibility").is_some_and(|text| text.len() <= 500));
        assert!(body.lines().count() < 500, "{name}");
        // No tokenizer makes more tokens than half of these letters.
        assert!(body.len() / 2 < 5000, "{name}: {} bytes", body.len());
    }
}

#[test]
fn every_text_points_to_the_program() {
    for text in SKILLS.map(|(_, text)| text).into_iter().chain([COMMAND]) {
        assert!(text.contains("git shipkit help agent"));
        assert!(!text.contains(env!("CARGO_PKG_VERSION")));
    }
}
