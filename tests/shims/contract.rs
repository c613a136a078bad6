//! What the functions take and give, in either language.

use super::{LANGUAGES, Lab, Way};
use serde_json::{Value, json};

/// What the same lines say in each language.
#[track_caller]
fn both(javascript: &str, python: &str, expected: &[Value]) {
    for way in LANGUAGES {
        let said = Lab::new(way).says(javascript, python);
        assert_eq!(said, expected, "{way:?}");
    }
}

#[test]
fn there_is_nothing_before_the_first_save() {
    both(
        "say(await manager.loadCheckpoint());
         say(await manager.clearCheckpoint());
         say(await manager.initSession());
         say(await manager.loadCheckpoint('other'));",
        "say(manager.load_checkpoint())
say(manager.clear_checkpoint())
say(manager.init_session())
say(manager.load_checkpoint('other'))",
        &[json!(null), json!(false), json!(null), json!(null)],
    );
}

#[test]
fn what_is_saved_comes_back_to_the_letter() {
    let state = r#"{"taskName": "T: \u2028 <!-- --> \u0007", "taskId": "t", "progress": 12.5,
        "context": {"b": null, "a": [1.5, {"ünï": "x\ny"}]}, "blockers": ["a", "b"]}"#;
    let expected: Value = serde_json::from_str(state).expect("it is JSON");
    for way in LANGUAGES {
        let said = Lab::new(way).says(
            &format!(
                "say(await manager.saveCheckpoint({state}));
                 say(await manager.loadCheckpoint());
                 say(await manager.clearCheckpoint());"
            ),
            &format!(
                "say(manager.save_checkpoint(json.loads(r'''{state}''')))
say(manager.load_checkpoint())
say(manager.clear_checkpoint())"
            ),
        );
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(
            said[0], said[1],
            "{way:?}: what is saved and what is loaded"
        );
        for (key, value) in expected.as_object().expect("an object") {
            assert_eq!(said[1][key].to_string(), value.to_string(), "{way:?} {key}");
        }
        assert_eq!(said[1]["id"], 1);
        assert_eq!(said[1]["name"], Value::Null);
        let saved_at = said[1]["savedAt"].as_str().unwrap_or_default();
        assert!(saved_at.starts_with("2025-01-27T"), "{saved_at}");
        assert_eq!(said[1].get("kind"), None);
        assert_eq!(said[2], true);
    }
}

#[test]
fn python_keeps_every_digit() {
    let said = Lab::new(Way::Python).says(
        "",
        "manager.save_checkpoint({'taskName': 't', 'context': {'n': 2 ** 300}})
say(manager.load_checkpoint()['context']['n'] == 2 ** 300)",
    );
    assert_eq!(said, [json!(true)]);
}

#[test]
fn a_loaded_state_goes_back_where_it_came_from() {
    both(
        "await manager.saveCheckpoint({ taskName: 'here' });
         await manager.saveCheckpoint({ taskName: 'there' }, 'auth');
         const there = await manager.loadCheckpoint({ name: 'auth' });
         say((await manager.saveCheckpoint({ ...there, progress: 7 })).name);
         say((await manager.loadCheckpoint()).taskName);
         say((await manager.loadCheckpoint('auth')).progress);
         say((await manager.saveCheckpoint(there, { name: 'copy' })).name);
         say(await manager.clearCheckpoint('copy'));
         say(await manager.clearCheckpoint('copy'));",
        "manager.save_checkpoint({'taskName': 'here'})
manager.save_checkpoint({'taskName': 'there'}, 'auth')
there = manager.load_checkpoint(name='auth')
say(manager.save_checkpoint({**there, 'progress': 7})['name'])
say(manager.load_checkpoint()['taskName'])
say(manager.load_checkpoint('auth')['progress'])
say(manager.save_checkpoint(there, 'copy')['name'])
say(manager.clear_checkpoint('copy'))
say(manager.clear_checkpoint('copy'))",
        &[
            json!("auth"),
            json!("here"),
            json!(7),
            json!("copy"),
            json!(true),
            json!(false),
        ],
    );
}

/// The environment counts as it is at the call, not as it was when a process
/// that serves many calls was started.
#[test]
fn the_environment_names_the_checkpoint_at_every_call() {
    both(
        "for (const n of [1, 2, 3]) await manager.saveCheckpoint({ taskName: 'here', context: { n } });
         process.env.SHIPKIT_NAME = 'auth';
         for (const n of [4, 5, 6]) await manager.saveCheckpoint({ taskName: 'there', context: { n } });
         delete process.env.SHIPKIT_NAME;
         say((await manager.loadCheckpoint()).context.n);
         say((await manager.loadCheckpoint('auth')).context.n);",
        "for n in 1, 2, 3:
    manager.save_checkpoint({'taskName': 'here', 'context': {'n': n}})
os.environ['SHIPKIT_NAME'] = 'auth'
for n in 4, 5, 6:
    manager.save_checkpoint({'taskName': 'there', 'context': {'n': n}})
del os.environ['SHIPKIT_NAME']
say(manager.load_checkpoint()['context']['n'])
say(manager.load_checkpoint('auth')['context']['n'])",
        &[json!(3), json!(6)],
    );
}

#[test]
fn a_directory_given_counts_more_than_where_the_shim_lies() {
    for way in LANGUAGES {
        let lab = Lab::new(way);
        lab.s.sh("git init -q ../other");
        let said = lab.says(
            "await manager.saveCheckpoint({ taskName: 'far' }, { cwd: '../other' });
             say(await manager.loadCheckpoint());
             say((await manager.loadCheckpoint({ cwd: '../other' })).taskName);
             say(await manager.clearCheckpoint({ cwd: '../other' }));",
            "manager.save_checkpoint({'taskName': 'far'}, cwd='../other')
say(manager.load_checkpoint())
say(manager.load_checkpoint(cwd='../other')['taskName'])
say(manager.clear_checkpoint(cwd='../other'))",
        );
        assert_eq!(said, [json!(null), json!("far"), json!(true)], "{way:?}");
    }
}

#[test]
fn a_directory_is_meant_as_it_is_at_the_call() {
    let lab = Lab::new(Way::Require);
    lab.s.sh("git init -q ../other");
    let said = lab.says(
        "const saves = [0, 1].map(() => manager.saveCheckpoint({ taskName: 'far' }, { cwd: '../other' }));
         process.chdir('/');
         say((await Promise.all(saves)).map((saved) => saved.id));",
        "",
    );
    assert_eq!(said, [json!([1, 1])]);
}

#[test]
fn a_state_is_saved_as_it_is_at_the_call() {
    let said = Lab::new(Way::Require).says(
        "const state = { taskName: 't', context: { n: 1 } };
         const first = manager.saveCheckpoint(state);
         state.context.n = 2;
         say((await first).context.n);",
        "",
    );
    assert_eq!(said, [json!(1)]);
}

#[test]
fn a_state_of_megabytes_goes_through_and_so_does_its_refusal() {
    both(
        "const text = 'long '.repeat(400000);
         await manager.saveCheckpoint({ taskName: 't', context: { text } });
         say((await manager.loadCheckpoint()).context.text === text);
         await manager.saveCheckpoint({ nothing: text }).catch((error) => say(error.message));",
        "text = 'long ' * 400000
manager.save_checkpoint({'taskName': 't', 'context': {'text': text}})
say(manager.load_checkpoint()['context']['text'] == text)
try:
    manager.save_checkpoint({'nothing': text})
except manager.CheckpointError as error:
    say(str(error))",
        &[
            json!(true),
            json!("the state's field 'nothing' is not known"),
        ],
    );
}
