//! Objects that a save stands on and did not write are as safe as those it
//! did; what killed writers left is of use where it is needed, and goes.

use crate::support::Sandbox;
use std::fs::File;

/// Removes every loose object, as a gc does at its end with what no ref named
/// at its start; a mark says that it is at work.
const GC: &str = "touch .git/gc.pid";

fn next_command_has(s: &Sandbox, blob: &str) {
    // not watched: git cannot list the refs before it, and can after
    let _ = s
        .run("git", &["shipkit", "checkpoint"], None)
        .expect_code(0);
    s.sh("rm -f .git/gc.pid");
    let _ = s.run("git", &["shipkit", "resume"], None).expect_code(0);
    assert!(s.has_object(blob), "the snapshot is gone");
}

#[test]
fn a_blob_that_git_add_left_outlives_a_gc_at_work() {
    let s = Sandbox::new();
    s.sh("git repack -qad; git prune-packed");
    s.write("u", "u\n");
    s.sh(&format!("git add u; git rm -q --cached u; {GC}"));
    let blob = s.blob_id("u\n");
    assert!(s.has_object(&blob), "git add has stored it");
    let _ = s.save(&["u"]);
    s.sh("rm -rf .git/objects/??");
    next_command_has(&s, &blob);
}

#[test]
fn a_blob_in_a_pack_that_nothing_names_outlives_it_too() {
    let s = Sandbox::new();
    s.sh("git repack -qad; git prune-packed");
    s.write("u", "u\n");
    s.sh(&format!(
        "git hash-object -w u | git pack-objects -q .git/objects/pack/pack >../hash
         git prune-packed; {GC}"
    ));
    let blob = s.blob_id("u\n");
    let _ = s.save(&["u"]);
    s.sh("rm -f .git/objects/pack/pack-$(cat ../hash).*");
    next_command_has(&s, &blob);
}

#[test]
fn a_save_adds_nothing_to_what_the_user_has() {
    let s = Sandbox::new();
    s.write("u", "u\n");
    s.sh("git add u");
    let path = s.sh("id=$(git hash-object u); printf .git/objects/%.2s/%s $id ${id#??}");
    // Not its time: git itself sets that anew on an object it is given again,
    // so that no gc takes it, and now and then a second has passed.
    let before = s.sh(&format!("stat -c '%h %i %a' {path}"));
    let _ = s.save(&["u"]);
    assert_eq!(s.sh(&format!("stat -c '%h %i %a' {path}")), before);
    let listed = s.sh("cat .git/shipkit/loose");
    assert!(!listed.contains(&s.blob_id("u\n")), "it is git's to pack");
}

/// A writer that was killed when its ref had moved, and a gc that took what it
/// had put in place.
#[test]
fn what_a_killed_writer_left_is_put_back_where_a_ref_names_it() {
    let s = Sandbox::new();
    s.sh("git repack -qad; git prune-packed");
    let _ = s.save(&["a"]);
    // as it lies there, and as git and earlier versions lay it out
    let layouts = [
        "for object in .git/objects/??/*; do fan=${object%/*}; mv $object $place/${fan##*/}${object##*/}; done",
        "mv .git/objects/?? $place",
    ];
    for (entries, layout) in (2..).zip(layouts) {
        s.sh(&format!(
            "place=.git/objects/shipkit-incoming-Ab12cd; mkdir $place; {layout}
              touch -d '1 minute ago' $place"
        ));
        let _ = s.run("git", &["shipkit", "resume"], None).expect_code(0);
        let _ = s
            .run("git", &["shipkit", "checkpoint"], None)
            .expect_code(0);
        assert!(!s.exists(".git/objects/shipkit-incoming-Ab12cd"));
        let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
        let saved = log["entries"].as_array().map(Vec::len);
        assert_eq!(saved, Some(entries), "{layout}: {log:#}");
    }
}

#[test]
fn what_a_power_cut_left_empty_is_put_nowhere() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let id = s.blob_id("never written\n");
    let (fan, rest) = id.split_at(2);
    s.write(
        &format!(".git/objects/shipkit-incoming-Ab12cd/{fan}/{rest}"),
        "",
    );
    s.sh("touch -d '1 minute ago' .git/objects/shipkit-incoming-Ab12cd");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(!s.exists(".git/objects/shipkit-incoming-Ab12cd"));
    assert!(!s.exists(&format!(".git/objects/{fan}/{rest}")));
}

#[test]
fn what_somebody_is_at_work_in_stays() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    for name in ["shipkit-incoming-Ab12cd", "shipkit-packing-Ab12cd"] {
        let place = format!(".git/objects/{name}");
        s.sh(&format!("mkdir {place}; touch -d '2 hours ago' {place}"));
        let held = File::open(s.path(&place)).unwrap();
        held.lock().unwrap();
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        assert!(s.exists(&place), "{name} was taken from under its owner");
        drop(held);
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        assert!(!s.exists(&place), "{name} stays for ever");
    }
}

/// A git that does not find an object which is put back just after it looked.
const BLINKS: &str = r#"#!/bin/sh
case " $* " in
*" cat-file --batch "*)
    if [ -e "$SANDBOX/away" ]; then
        read -r id
        mv "$SANDBOX/away" "$(cat "$SANDBOX/path")"
        echo "$id missing"
    fi ;;
esac
exec GIT "$@"
"#;

#[test]
fn what_is_put_back_while_it_is_looked_for_is_not_damaged() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let git = s.sh("command -v git");
    s.write("../bin/git", BLINKS.replace("GIT", git.trim()));
    let log = r#"
        chmod +x ../bin/git
        id=$(git for-each-ref --format='%(objectname)' refs/shipkit)
        printf %s "$PWD/.git/objects/${id%${id#??}}/${id#??}" >../path
        mv "$(cat ../path)" ../away
        SANDBOX=$PWD/.. PATH=$PWD/../bin:$PATH SHIPKIT_HAND=git git-shipkit log 2>&1"#;
    let said = s.sh(log);
    assert!(said.starts_with("1  "), "{said}");
}
