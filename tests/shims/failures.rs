//! What cannot be done is told in the program's own words, in either language.

use super::{LANGUAGES, Lab};
use serde_json::{Value, json};

/// What failing calls say: sentence, hint and exit code of each.
#[track_caller]
fn failures(lab: &Lab, javascript: &[&str], python: &[&str]) -> Vec<Value> {
    let javascript = javascript.iter().map(|call| {
        format!(
            "try {{ say(await {call}); }} catch (error) {{
               say(error instanceof manager.CheckpointError && error instanceof Error
                 && [error.message, error.hint, error.exitCode]); }}\n"
        )
    });
    let python = python.iter().map(|call| {
        format!(
            "try:\n    say({call})\nexcept manager.CheckpointError as error:\n    \
             say([str(error), error.hint, error.exit_code])\n"
        )
    });
    lab.says(&javascript.collect::<String>(), &python.collect::<String>())
}

/// The same of the program itself.
fn own_words(lab: &Lab, words: &[&str], input: &str) -> Value {
    let said = lab.s.shipkit_reading(words, Some(input.as_bytes()));
    let said = said.expect_code(128).json();
    json!([said["message"], said.get("hint"), 128])
}

#[test]
fn failures_are_told_in_the_programs_own_words() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let said = failures(
            &lab,
            &[
                "manager.saveCheckpoint({ taskName: 't', progres: 3 })",
                "manager.saveCheckpoint({ taskName: 't', progress: 250 })",
                "manager.saveCheckpoint()",
                "manager.loadCheckpoint('12')",
            ],
            &[
                "manager.save_checkpoint({'taskName': 't', 'progres': 3})",
                "manager.save_checkpoint({'taskName': 't', 'progress': 250})",
                "manager.save_checkpoint(None)",
                "manager.load_checkpoint('12')",
            ],
        );
        let save = ["checkpoint", "--json", "--state", "-"];
        let own = [
            own_words(&lab, &save, r#"{"taskName":"t","progres":3}"#),
            own_words(&lab, &save, r#"{"taskName":"t","progress":250}"#),
            own_words(&lab, &save, "null"),
            own_words(&lab, &["show", "--json", "12"], ""),
        ];
        assert_eq!(said, own, "{way:?}");
        assert_eq!(said[0][0], "the state's field 'progres' is not known");
    }
}

#[test]
fn a_place_without_a_repository_or_none_at_all_is_told() {
    for way in LANGUAGES {
        let said = failures(
            &Lab::new(way),
            &[
                "manager.loadCheckpoint({ cwd: '/' })",
                "manager.loadCheckpoint({ cwd: '/not/there' })",
            ],
            &[
                "manager.load_checkpoint(cwd='/')",
                "manager.load_checkpoint(cwd='/not/there')",
            ],
        );
        let sentence = said[0][0].as_str().unwrap_or_default();
        assert!(sentence.starts_with("not a git repository"), "{sentence}");
        let absent = json!(["the directory '/not/there' does not exist", null, null]);
        assert_eq!(said[1], absent, "{way:?}");
    }
}

#[test]
fn what_json_cannot_say_is_refused() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let said = failures(
            &lab,
            &[
                "manager.saveCheckpoint({ taskName: 't', context: { x: NaN } })",
                "manager.saveCheckpoint({ taskName: 't', context: 1n })",
                "manager.saveCheckpoint({ taskName: 't', context: new Map([[1, 2]]) })",
                "manager.saveCheckpoint({ taskName: 't', context: { x: [new Set([1])] } })",
                "manager.saveCheckpoint({ taskName: 't', context: { x: (async () => 1)() } })",
                "(async () => { const a = {}; a.a = a; return manager.saveCheckpoint(a); })()",
            ],
            &[
                "manager.save_checkpoint({'taskName': 't', 'context': {'x': float('nan')}})",
                "manager.save_checkpoint({'taskName': 't', 'context': {1, 2}})",
                "(lambda a: a.update(a=a) or manager.save_checkpoint(a))({})",
            ],
        );
        for said in said {
            let sentence = said[0].as_str().unwrap_or_default();
            assert!(
                sentence.starts_with("the state cannot be written as JSON: "),
                "{way:?}: {said}"
            );
        }
        let _ = lab.s.shipkit(&["show"]).expect_code(3);
    }
}

/// A number is no name, and least of all the checkpoint without one.
#[test]
fn a_name_that_is_no_text_is_refused() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let _ = lab.s.shipkit(&["checkpoint", "--task", "t"]);
        let said = failures(
            &lab,
            &[
                "manager.clearCheckpoint(5)",
                "manager.saveCheckpoint({ taskName: 'other' }, true)",
                "manager.saveCheckpoint({ taskName: 'other', name: 7 })",
                "manager.loadCheckpoint({ name: [] })",
            ],
            &[
                "manager.clear_checkpoint(5)",
                "manager.save_checkpoint({'taskName': 'other'}, True)",
                "manager.save_checkpoint({'taskName': 'other', 'name': 7})",
                "manager.load_checkpoint(b'x')",
            ],
        );
        let refused = json!(["the name of a checkpoint is a text", null, null]);
        assert_eq!(said, vec![refused; 4], "{way:?}");
        assert_eq!(lab.shown()["taskName"], "t");
    }
}

#[test]
fn a_program_that_is_not_there_is_told_with_where_to_get_it() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        // Without git, and with a git that knows no `git shipkit`.
        lab.s
            .sh("mkdir ../bin; ln -s \"$(command -v git)\" ../bin/git");
        for place in ["/not/there", "../bin"] {
            let place = lab.s.path(place);
            let place = place.to_str().expect("a sandbox's path is UTF-8");
            let said = failures(
                &lab,
                &[
                    &format!("(process.env.PATH = '{place}')"),
                    "manager.loadCheckpoint()",
                ],
                &[
                    &format!("os.environ.__setitem__('PATH', '{place}')"),
                    "manager.load_checkpoint()",
                ],
            );
            let hint = "get it from https://github.com/git-shipkit/git-shipkit and put it on PATH";
            let expected = json!(["the program git-shipkit was not found", hint, 127]);
            assert_eq!(said[1], expected, "{way:?} {place}");
        }
    }
}

#[test]
fn a_program_that_git_alone_finds_is_found() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        lab.s.sh(
            "mkdir ../bin ../core; ln -s \"$(command -v git)\" ../bin/git
             ln -s \"$(git --exec-path)\"/* ../core/; ln -s \"$(command -v git-shipkit)\" ../core/",
        );
        let set = |name: &str, place: &str| lab.s.set(name, lab.s.path(place).into_os_string());
        let run = whole_path(&lab);
        set("PATH", "../bin");
        set("GIT_EXEC_PATH", "../core");
        let program = lab.lines(
            "say(await manager.saveCheckpoint({ taskName: 't' }) !== null);",
            "say(manager.save_checkpoint({'taskName': 't'}) is not None)",
        );
        let said = lab.s.run(&run, &[&program], None).expect_code(0);
        assert_eq!(said.stdout, "true\n", "{way:?}");
    }
}

/// The language's program by its whole path, whatever finds it along PATH.
fn whole_path(lab: &Lab) -> String {
    let said = lab.says("say(process.execPath);", "say(sys.executable)");
    said[0].as_str().expect("a path that is UTF-8").to_owned()
}

/// The directory of a program that calls itself ours and does this.
fn impostor(lab: &Lab, does: &str) -> String {
    lab.s
        .write("../bin/git-shipkit", format!("#!/bin/sh\n{does}\n"));
    lab.s.sh("chmod +x ../bin/git-shipkit");
    let bin = lab.s.path("../bin");
    bin.to_str().expect("a sandbox's path is UTF-8").to_owned()
}

#[test]
fn an_answer_that_is_none_is_no_save() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let bin = impostor(&lab, "echo 3");
        let said = failures(
            &lab,
            &[
                &format!("(process.env.PATH = '{bin}:/usr/bin:/bin')"),
                "manager.saveCheckpoint({ taskName: 't' })",
            ],
            &[
                &format!("os.environ.__setitem__('PATH', '{bin}:/usr/bin:/bin')"),
                "manager.save_checkpoint({'taskName': 't'})",
            ],
        );
        let sentence = said[1][0].as_str().unwrap_or_default();
        assert!(
            sentence.starts_with("git-shipkit ended with exit code 0"),
            "{way:?}: {said:?}"
        );
    }
}

#[test]
fn a_program_that_dies_is_told() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        let bin = impostor(&lab, "echo 'out of luck' >&2; kill -9 $$");
        let said = failures(
            &lab,
            &[
                &format!("(process.env.PATH = '{bin}:/usr/bin:/bin')"),
                "manager.loadCheckpoint()",
            ],
            &[
                &format!("os.environ.__setitem__('PATH', '{bin}:/usr/bin:/bin')"),
                "manager.load_checkpoint()",
            ],
        );
        let sentence = said[1][0].as_str().unwrap_or_default();
        assert!(
            sentence.starts_with("git-shipkit was ended by ")
                && sentence.ends_with("9: out of luck")
                || sentence == "git-shipkit was ended by SIGKILL: out of luck",
            "{way:?}: {sentence}"
        );
    }
}
