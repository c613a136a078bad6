//! Refs are moved only from where the caller thinks they are.

use super::Sandbox;
use crate::model::ObjectId;
use crate::repo::{Durability, RefMove};

const NAME: &str = "refs/shipkit/0a1b/checkpoint";

fn two_commits() -> (Sandbox, ObjectId, ObjectId) {
    let sandbox = Sandbox::new();
    let one = sandbox.commit("one");
    let two = sandbox.commit("two");
    (sandbox, one, two)
}

fn moved(sandbox: &Sandbox, old: Option<&ObjectId>, new: &ObjectId) -> RefMove {
    sandbox
        .repo()
        .move_ref(NAME, old, new, Durability::Full)
        .unwrap()
}

#[test]
fn a_ref_moves_only_from_what_was_expected() {
    let (sandbox, one, two) = two_commits();
    assert_eq!(sandbox.repo().tip(NAME).unwrap(), None);
    let nowhere = RefMove::Conflict { actual: None };
    assert_eq!(moved(&sandbox, Some(&one), &two), nowhere);
    assert_eq!(moved(&sandbox, None, &one), RefMove::Moved);
    assert_eq!(sandbox.id(NAME), one);
    let at_one = RefMove::Conflict {
        actual: Some(one.clone()),
    };
    assert_eq!(moved(&sandbox, None, &two), at_one);
    assert_eq!(moved(&sandbox, Some(&two), &two), at_one);
    assert_eq!(moved(&sandbox, Some(&one), &two), RefMove::Moved);
    assert_eq!(sandbox.repo().tip(NAME).unwrap(), Some(two));
    assert_eq!(
        sandbox.git(&["for-each-ref", "--format=%(refname)", "refs/shipkit"]),
        NAME
    );
}

#[test]
fn a_packed_ref_counts_and_goes_too() {
    let (sandbox, one, two) = two_commits();
    moved(&sandbox, None, &one);
    sandbox.git(&["pack-refs", "--all"]);
    assert!(!sandbox.top.join(".git").join(NAME).exists());
    assert_eq!(sandbox.repo().tip(NAME).unwrap(), Some(one.clone()));
    assert_eq!(moved(&sandbox, Some(&one), &two), RefMove::Moved);
    let listed = sandbox.repo().refs_under("refs/shipkit/").unwrap();
    assert_eq!(listed, [(NAME.to_owned(), two.clone())]);
    let at_two = RefMove::Conflict {
        actual: Some(two.clone()),
    };
    assert_eq!(sandbox.repo().drop_ref(NAME, &one).unwrap(), at_two);
    assert_eq!(sandbox.repo().drop_ref(NAME, &two).unwrap(), RefMove::Moved);
    assert_eq!(sandbox.repo().tip(NAME).unwrap(), None);
    assert_eq!(sandbox.git(&["for-each-ref", "refs/shipkit"]), "");
    assert_eq!(sandbox.id("refs/heads/main"), two);
}

#[test]
fn a_lock_is_named_and_cured_only_when_old() {
    let (sandbox, one, _) = two_commits();
    let lock = sandbox.top.join(".git").join(format!("{NAME}.lock"));
    std::fs::create_dir_all(lock.parent().unwrap()).unwrap();
    let file = std::fs::File::create(&lock).unwrap();
    assert_eq!(
        moved(&sandbox, None, &one),
        RefMove::LockedBy { path: lock.clone() }
    );
    assert!(!sandbox.repo().cure_lock(NAME).unwrap(), "it may be in use");
    let earlier = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    file.set_modified(earlier).unwrap();
    assert!(sandbox.repo().cure_lock(NAME).unwrap());
    assert!(!lock.exists());
    assert!(!sandbox.repo().cure_lock(NAME).unwrap());
    assert_eq!(moved(&sandbox, None, &one), RefMove::Moved);
}

#[test]
fn a_damaged_ref_is_an_error_and_no_absence() {
    let (sandbox, one, _) = two_commits();
    moved(&sandbox, None, &one);
    std::fs::write(sandbox.top.join(".git").join(NAME), "").unwrap();
    let error = sandbox.repo().tip(NAME).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("reading {NAME}: the ref is damaged")
    );
    assert!(sandbox.repo().tip("refs/../HEAD").is_err());
    assert!(sandbox.repo().tip("HEAD").is_err());
}

#[test]
fn of_many_at_once_each_move_counts() {
    let (sandbox, _, _) = two_commits();
    let sandbox = &sandbox;
    let commits: Vec<ObjectId> = (0..8).map(|n| sandbox.commit(&n.to_string())).collect();
    let top = sandbox.top.as_path();
    let wins: usize = std::thread::scope(|scope| {
        let savers: Vec<_> = commits
            .iter()
            .map(|new| {
                scope.spawn(move || {
                    let repo =
                        super::Repo::open_with(top, &super::chosen_hand, super::only_local())
                            .unwrap();
                    let moved = repo.move_ref(NAME, None, new, Durability::Git).unwrap();
                    usize::from(moved == RefMove::Moved)
                })
            })
            .collect();
        savers.into_iter().map(|saver| saver.join().unwrap()).sum()
    });
    assert_eq!(wins, 1);
    assert!(commits.contains(&sandbox.id(NAME)));
}
