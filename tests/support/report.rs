//! What `resume --check --json` answers, and how a promise asks after it.

use super::Output;
use serde_json::Value;

/// The drift report of one command.
pub(crate) struct Report {
    /// The whole object.
    pub(crate) json: Value,
    /// The exit code.
    pub(crate) code: i32,
}

impl Report {
    /// Reads it, and fails unless code and object tell the same.
    #[track_caller]
    pub(crate) fn of(output: &Output) -> Report {
        Report::of_kind("resume", output)
    }

    /// The same of another verb's report.
    #[track_caller]
    pub(crate) fn of_kind(kind: &str, output: &Output) -> Report {
        let json = output.json();
        assert_eq!(json["version"], 1, "{output}");
        assert_eq!(json["kind"], kind, "{output}");
        let clean = json["drift"]["clean"].as_bool();
        match output.code {
            0 => assert_eq!(clean, Some(true), "exit 0 means no drift:\n{output}"),
            1 => assert_eq!(clean, Some(false), "exit 1 means drift:\n{output}"),
            2 => assert!(clean.is_some(), "exit 2 is a report too:\n{output}"),
            _ => panic!("no drift report:\n{output}"),
        }
        Report {
            json,
            code: output.code,
        }
    }

    /// One file's entry.
    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> &Value {
        let files = self.json["files"].as_array().expect("files is a list");
        let found = files.iter().find(|file| file["path"] == path);
        found.unwrap_or_else(|| panic!("no file {path:?} in {files:#?}"))
    }

    /// One file's verdict.
    #[track_caller]
    pub(crate) fn verdict(&self, path: &str) -> &str {
        let verdict = self.file(path)["verdict"].as_str();
        verdict.expect("a verdict is a word")
    }

    /// The entry of the position that starts at this line of the file.
    #[track_caller]
    pub(crate) fn position(&self, path: &str, line: u64) -> &Value {
        let positions = self.file(path)["positions"].as_array();
        let positions = positions.expect("positions is a list");
        let found = positions.iter().find(|position| position["line"] == line);
        found.unwrap_or_else(|| panic!("no line {line} in {positions:#?}"))
    }

    /// How HEAD now relates to HEAD at the save.
    #[track_caller]
    pub(crate) fn relation(&self) -> &str {
        let relation = self.json["head"]["relation"].as_str();
        relation.expect("a relation is a word")
    }

    /// Every file, as `path verdict`, in the report's order.
    pub(crate) fn files(&self) -> Vec<String> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let files = self.json["files"].as_array().into_iter().flatten();
        files
            .map(|file| format!("{} {}", word(&file["path"]), word(&file["verdict"])))
            .collect()
    }

    /// Fails unless the command ended with this code.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Report {
        assert_eq!(self.code, code, "{:#}", self.json);
        self
    }
}
