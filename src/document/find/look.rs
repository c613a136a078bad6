//! How names of files look.

/// Names without an extension that are files nevertheless.
const WELL_KNOWN: [&str; 23] = [
    "makefile",
    "gnumakefile",
    "dockerfile",
    "containerfile",
    "justfile",
    "rakefile",
    "gemfile",
    "procfile",
    "vagrantfile",
    "jenkinsfile",
    "brewfile",
    "podfile",
    "pipfile",
    "license",
    "licence",
    "copying",
    "readme",
    "changelog",
    "contributing",
    "codeowners",
    "authors",
    "notice",
    "build",
];

/// The extensions of what people write handoffs about.
const EXTENSIONS: [&str; 80] = [
    "rs", "go", "py", "pyi", "ipynb", "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue",
    "svelte", "astro", "java", "kt", "kts", "scala", "groovy", "gradle", "swift", "m", "mm", "c",
    "h", "cc", "cpp", "cxx", "hpp", "hh", "cs", "fs", "vb", "csproj", "sln", "rb", "erb", "php",
    "pl", "pm", "lua", "dart", "ex", "exs", "erl", "hs", "ml", "clj", "r", "jl", "zig", "nim",
    "sol", "sql", "prisma", "proto", "graphql", "sh", "bash", "zsh", "ps1", "bat", "cmd", "md",
    "mdx", "rst", "txt", "json", "jsonc", "yaml", "yml", "toml", "ini", "xml", "html", "css",
    "scss", "tf",
];

/// Whether a name has a file's look: a directory, an extension, or a name
/// that is one by custom.
pub(in crate::document) fn looks_like_file(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if !base.contains(char::is_alphanumeric) {
        return false;
    }
    name.contains(['/', '\\'])
        || has_extension(base)
        || WELL_KNOWN.contains(&base.to_lowercase().as_str())
}

/// Whether an ASCII word is a name of custom, whatever its case.
pub(super) fn is_well_known(word: &str) -> bool {
    let is_it = |known: &&str| known.eq_ignore_ascii_case(word);
    WELL_KNOWN.iter().any(is_it)
}

pub(super) fn has_extension(base: &str) -> bool {
    base.rsplit_once('.').is_some_and(|(_, extension)| {
        (1..=16).contains(&extension.chars().count())
            && extension
                .chars()
                .all(|c| c.is_alphanumeric() || "_-~".contains(c))
            && extension.contains(|c: char| c.is_alphabetic())
    })
}

/// Where the anchor behind a file's name starts: `guide.md#setup`.
pub(super) fn anchored(name: &str) -> Option<usize> {
    let at = name.find('#')?;
    let base = name[..at].rsplit(['/', '\\']).next().unwrap_or(name);
    (has_extension(base) && !has_extension(&name[at + 1..])).then_some(at)
}

/// Whether a name is one of a file beyond doubt, be the file there or not:
/// lines told behind it belong to no other.
pub(super) fn says_file(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    // A pattern stands for files, but lines are told of one.
    if name.contains('*') {
        return false;
    }
    let extension = base
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&&*extension))
        || name.contains('/') && has_extension(base)
}

/// The start of the character that `at` lies in.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
