//! One cut: savers at work, the switch, and what is there afterwards.

use super::disk::Disk;
use super::judge::judge;
use super::setting::{Setting, Variant};
use crate::judge::Wrong;
use crate::scene::{Scene, program};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many save at once.
const SAVERS: usize = 2;
/// The longest that the switch waits after the first acknowledgement.
const LONGEST: u64 = 300;
/// How long the first acknowledgement may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A repository on a disk of its own; the scene goes before its disk.
pub(super) struct Ground {
    scene: Scene,
    disk: Disk,
}

impl Ground {
    fn new(setting: &Setting) -> Result<Ground, String> {
        let disk = Disk::new(setting.file_system)?;
        let scene = Scene::new_in(&disk.mount_point(), setting.format, setting.hand)?;
        scene.must(
            program(),
            &["checkpoint", "--task", "t", "--open", "a:3", "-y"],
        );
        if setting.variant == Variant::Careless {
            scene.must("git", &["config", "shipkit.durability", "git"]);
            scene.must("git", &["config", "core.fsync", "none"]);
        }
        disk.settle()?;
        Ok(Ground { scene, disk })
    }
}

/// Cuts once, in `ground` or in a fresh one. What was wrong, and the ground
/// where nothing was.
pub(super) fn cut(
    setting: &Setting,
    ground: Option<Ground>,
    number: usize,
) -> Result<(Option<Ground>, Vec<Wrong>), String> {
    let ground = match ground {
        Some(ground) => ground,
        None => Ground::new(setting)?,
    };
    let work = Work::default();
    let switched = std::thread::scope(|scope| {
        let alone = setting.variant == Variant::Alone;
        for saver in 0..if alone { 1 } else { SAVERS } {
            let (work, ground) = (&work, &ground);
            scope.spawn(move || work.save(setting, &ground.scene, number, saver));
        }
        if !alone {
            scope.spawn(|| work.neighbour(&ground.disk.mount_point()));
        }
        work.wait(number);
        work.over.store(true, Ordering::SeqCst);
        ground.disk.cut()
    });
    switched?;
    let mut wrong = work.wrong.into_inner().expect("nobody panics holding it");
    if let Err(why) = ground.disk.power_on() {
        wrong.push(("unsound", format!("it cannot be mounted: {why}")));
        return Ok((None, wrong));
    }
    let acknowledged = work
        .acknowledged
        .into_inner()
        .expect("nobody panics holding it");
    wrong.extend(judge(setting, &ground.scene, &acknowledged));
    ground.disk.settle()?;
    let kept = wrong.is_empty().then_some(ground);
    Ok((kept, wrong))
}

/// What the savers share, all of it in memory.
#[derive(Default)]
struct Work {
    /// The cut has begun: what is acknowledged from here on does not count.
    over: AtomicBool,
    acknowledged: Mutex<Vec<String>>,
    wrong: Mutex<Vec<Wrong>>,
}

impl Work {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Saves until the power goes.
    fn save(&self, setting: &Setting, scene: &Scene, number: usize, saver: usize) {
        for save in 0.. {
            let mark = format!("cut {number} saver {saver} save {save}.");
            let file = format!("added-{saver}");
            let mut arguments = vec!["checkpoint", "--next", &mark, "--open", "a:3", "-y"];
            if setting.variant == Variant::Adds {
                // that the power goes while it is written is nobody's fault
                let _ = std::fs::write(scene.path(&file), &mark);
                ends_well(scene.command("git").args(["add", &file]));
                arguments.extend(["--open", &file]);
            }
            let done = ends_well(scene.command(program()).args(&arguments));
            if self.is_over() {
                return;
            }
            let mut acknowledged = self.acknowledged.lock().expect("nobody panics holding it");
            if done {
                acknowledged.push(mark);
            } else {
                let mut wrong = self.wrong.lock().expect("nobody panics holding it");
                wrong.push(("refused", format!("{mark} with the power on")));
                return;
            }
        }
    }

    /// Somebody else who syncs files of their own: that puts the names of ours
    /// on the disk, and not what is in them.
    fn neighbour(&self, mount_point: &Path) {
        while !self.is_over() {
            let file = File::create(mount_point.join("neighbour"));
            let _ = file.and_then(|mut file| {
                file.write_all(b"theirs")?;
                file.sync_all()
            });
            std::thread::sleep(Duration::from_millis(7));
        }
    }

    /// Waits for the first acknowledgement, then for a random moment.
    fn wait(&self, number: usize) {
        let start = Instant::now();
        let any = || {
            !self
                .acknowledged
                .lock()
                .expect("nobody panics holding it")
                .is_empty()
        };
        while !any() && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
        let seed = u64::try_from(number).expect("cuts are few") + 1;
        let chance = seed.wrapping_mul(6_364_136_223_846_793_005) >> 33;
        std::thread::sleep(Duration::from_millis(chance % LONGEST));
    }
}

fn ends_well(command: &mut Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
