//! A packing that was killed, one at work, and lists that lie: nothing is lost,
//! and the next packing goes on.

use super::Sandbox;
use super::tidy::{BOUNDS, assert_all_there, counted, packs, save, saves};
use crate::repo::Durability;
use std::fs;

#[test]
fn what_a_killed_packing_left_is_worked_off() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut commits = saves(&repo, 0..2);
    let objects = sandbox.top.join(".git/objects");
    // killed while git packed
    fs::create_dir(objects.join("shipkit-packing-1")).unwrap();
    fs::write(objects.join("shipkit-packing-1/pack-1.pack"), "half").unwrap();
    // killed before the loose objects went
    let list = sandbox.top.join(".git/shipkit/loose");
    commits.push(save(&repo, "save 2\n"));
    commits.push(save(&repo, "save 3\n"));
    let before = fs::read(&list).unwrap();
    let kept = sandbox.top.join("kept");
    copy_loose(&objects, &kept);
    repo.tidy_within(BOUNDS, Durability::Full).unwrap();
    assert_eq!(counted(&sandbox, "packs"), 2);
    copy_loose(&kept, &objects);
    fs::write(&list, before).unwrap();
    // killed before a pack had its index
    let name = format!("pack-{}", commits[0]);
    let half = objects.join("pack").join(format!("{name}.pack"));
    fs::write(&half, "PACK").unwrap();
    let file = fs::File::options().write(true).open(&half).unwrap();
    let now = file.metadata().unwrap().modified().unwrap();
    file.set_modified(now - std::time::Duration::from_secs(7200))
        .unwrap();
    let ours = sandbox.top.join(".git/shipkit/packs");
    let noted = fs::read_to_string(&ours).unwrap();
    fs::write(&ours, format!("{noted}{name} 0\n")).unwrap();

    repo.tidy_within(BOUNDS, Durability::Full).unwrap();
    assert_eq!(counted(&sandbox, "count"), 0);
    assert_eq!(counted(&sandbox, "packs"), 2);
    assert!(!half.exists() && !objects.join("shipkit-packing-1").exists());
    commits.extend(saves(&repo, 4..20));
    assert_all_there(&sandbox, &commits);
}

/// Copies loose objects from one object directory to another.
fn copy_loose(from: &std::path::Path, to: &std::path::Path) {
    for fan in fs::read_dir(from).unwrap().flatten() {
        if fan.file_name().len() != 2 {
            continue;
        }
        let home = to.join(fan.file_name());
        fs::create_dir_all(&home).unwrap();
        for object in fs::read_dir(fan.path()).unwrap().flatten() {
            fs::copy(object.path(), home.join(object.file_name())).unwrap();
        }
    }
}

#[test]
fn a_damaged_list_costs_no_more_than_what_it_names() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut commits = saves(&repo, 0..1);
    let list = sandbox.top.join(".git/shipkit/loose");
    let mut bytes = fs::read(&list).unwrap();
    bytes.truncate(bytes.len() - 30);
    bytes.extend(b"\n\0\0\0\xff\n\nzz ../../HEAD\n");
    fs::write(&list, bytes).unwrap();
    fs::write(
        sandbox.top.join(".git/shipkit/packs"),
        "pack-../../HEAD 0\nx\n\n",
    )
    .unwrap();
    commits.extend(saves(&repo, 1..3));
    assert_eq!(
        counted(&sandbox, "in-pack") + counted(&sandbox, "count"),
        12
    );
    assert!(counted(&sandbox, "count") <= 1);
    assert_all_there(&sandbox, &commits);
}

#[test]
fn a_list_that_is_all_damage_is_begun_anew() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let mut commits = saves(&repo, 0..1);
    let list = sandbox.top.join(".git/shipkit/loose");
    fs::write(&list, vec![0; 2 << 20]).unwrap();
    commits.extend(saves(&repo, 1..4));
    assert!(fs::metadata(&list).unwrap().len() < 1 << 10);
    assert_eq!(counted(&sandbox, "in-pack"), 8);
    // and a list of packs that nobody can have written
    let name = packs(&sandbox)[0].with_extension("");
    let name = name.file_name().unwrap().to_string_lossy().into_owned();
    let thrice = format!("{name} {}\n", u32::MAX).repeat(BOUNDS.packs);
    fs::write(sandbox.top.join(".git/shipkit/packs"), thrice).unwrap();
    commits.extend(saves(&repo, 4..20));
    assert_all_there(&sandbox, &commits);
}

#[test]
fn a_packing_at_work_is_not_swept() {
    let sandbox = Sandbox::new();
    let aside = sandbox.top.join(".git/objects/shipkit-packing-1");
    fs::create_dir(&aside).unwrap();
    let at_work = fs::File::open(&aside).unwrap();
    at_work.lock().unwrap();
    saves(&sandbox.repo(), 0..2);
    assert!(aside.exists());
    assert_eq!(counted(&sandbox, "packs"), 1);
    drop(at_work);
    saves(&sandbox.repo(), 2..8);
    assert!(!aside.exists());
}
