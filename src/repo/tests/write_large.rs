//! Large objects, which are compressed by other threads.

use super::write::incoming;
use super::{Sandbox, only_local};
use crate::repo::{Durability, Repo};

#[test]
fn large_objects_are_whole_when_they_are_shown_and_not_there_before() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let large = |at: u8| vec![at; 1 << 20];
    let mut writer = repo.writer(Durability::Full);
    let ids: Vec<_> = (0..4).map(|at| writer.blob(&large(at)).unwrap()).collect();
    assert_eq!(sandbox.git(&["count-objects"]), "0 objects, 0 kilobytes");
    writer.finish().unwrap();
    for (at, id) in ids.iter().enumerate() {
        let there = repo.blob(id).unwrap();
        assert_eq!(there, Some(large(u8::try_from(at).unwrap())));
    }
    sandbox.git(&["fsck", "--strict"]);
    drop(writer);

    let mut writer = repo.writer(Durability::Full);
    writer.blob(&large(9)).unwrap();
    drop(writer);
    assert_eq!(
        incoming(&sandbox),
        0,
        "nothing is written after its place is gone"
    );
}

/// What goes wrong in another thread is an error all the same. The other hand
/// has git write it.
#[cfg(unix)]
#[test]
fn a_large_object_that_cannot_be_written_is_not_shown() {
    let sandbox = Sandbox::new();
    let repo = Repo::open_with(&sandbox.top, &|_| None, only_local()).unwrap();
    let mut writer = repo.writer(Durability::Full);
    writer.blob(b"small, so that there is a place").unwrap();
    let place = std::fs::read_dir(sandbox.top.join(".git/objects")).unwrap();
    let mut places = place.map(|one| one.unwrap().path());
    let incoming = |one: &std::path::PathBuf| one.to_string_lossy().contains("incoming");
    let place = places.find(incoming).unwrap();
    let large = vec![7; 1 << 20];
    let id = repo.id_of(&large);
    std::fs::write(place.join(id.as_str()), "").unwrap();
    let put = writer.blob(&large).and_then(|_| writer.finish());
    put.unwrap_err();
    assert!(!repo.has(&id));
}
