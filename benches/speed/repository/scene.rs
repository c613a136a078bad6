//! A repository with checkpoints in it, and the runners that measure there.

use super::{Shape, age, kept, tree};
use crate::command::{Result, plain, run, said};
use crate::floor;
use crate::rounds::{Input, Runner};
use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// No stat cache believes in a file that is as young as itself.
const RACY: Duration = Duration::from_millis(2_100);

/// A repository in the state that its commit has.
pub(crate) struct Scene {
    pub(crate) shape: Shape,
    pub(crate) repository: PathBuf,
    program: PathBuf,
    /// The time that files were given last, in seconds since 1970.
    touched: Cell<u64>,
}

impl Scene {
    pub(crate) fn new(program: &Path, shape: Shape) -> Result<Scene> {
        let repository = kept(shape.name, |repository| tree(repository, shape))?;
        let scene = Scene::at(program, repository, shape)?;
        scene.forget()?;
        scene.restore()?;
        Ok(scene)
    }

    /// Takes away every checkpoint and what measuring has left of objects.
    fn forget(&self) -> Result<()> {
        let refs = ["for-each-ref", "--format=delete %(refname)", "refs/shipkit"];
        let all = said(self.git().args(refs))?;
        let list = self.place("refs");
        fs::write(&list, all)?;
        run(self
            .git()
            .args(["update-ref", "--stdin"])
            .stdin(File::open(list)?))?;
        for ours in [".shipkit", ".git/shipkit", ".git/measure/aside"] {
            let _ = fs::remove_dir_all(self.repository.join(ours)); // it may not be there
        }
        // One of 256 directories tells how many there are, as in git's own gc.
        let some = fs::read_dir(self.repository.join(".git/objects/17"));
        if some.is_ok_and(|some| some.count() > 10) {
            run(self.git().args(["prune", "--expire=now"]))?;
        }
        Ok(())
    }

    /// A repository that was made otherwise, as it is.
    pub(crate) fn at(program: &Path, repository: PathBuf, shape: Shape) -> Result<Scene> {
        let scene = Scene {
            shape,
            repository,
            program: program.to_owned(),
            touched: Cell::new(1_710_000_000),
        };
        fs::create_dir_all(scene.place(""))?;
        Ok(scene)
    }

    /// What is ours in its git directory.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.repository.join(".git/measure").join(name)
    }

    /// Brings every file back that was changed, with the age it had.
    pub(crate) fn restore(&self) -> Result<()> {
        let changed = said(self.git().args(["diff", "--name-only", "start"]))?;
        run(self.git().args(["reset", "-q", "--hard", "start"]))?;
        let changed: Vec<String> = changed.lines().map(str::to_owned).collect();
        if !changed.is_empty() {
            self.settle(&changed)?;
        }
        Ok(())
    }

    /// Gives these files their age back, and waits until caches believe it.
    pub(crate) fn settle(&self, files: &[String]) -> Result<()> {
        age(&self.repository, files)?;
        std::thread::sleep(RACY);
        Ok(())
    }

    /// Our program there.
    pub(crate) fn shipkit(&self) -> Command {
        plain(&self.program, &self.repository)
    }

    pub(crate) fn git(&self) -> Command {
        plain("git", &self.repository)
    }

    /// What ours says, however it ends.
    pub(crate) fn told(&self, arguments: &[&str]) -> Result<String> {
        let output = self.shipkit().args(arguments).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Ours, by the words that are typed.
    pub(crate) fn ours<'a>(&self, arguments: &[&str]) -> Runner<'a> {
        let mut command = self.shipkit();
        command.args(arguments);
        Runner::new(format!("`{}`", arguments.join(" ")), command)
    }

    /// Git's, by the words that are typed.
    pub(crate) fn gits<'a>(&self, arguments: &[&str]) -> Runner<'a> {
        let mut command = self.git();
        command.args(arguments);
        Runner::new(format!("`git {}`", arguments.join(" ")), command)
    }

    pub(crate) fn head<'a>(&self) -> Runner<'a> {
        self.gits(&["rev-parse", "HEAD"])
    }

    /// The start of a program that does nothing.
    pub(crate) fn nothing<'a>(&self) -> Result<Runner<'a>> {
        let command = plain(floor::program("empty")?, &self.repository);
        Ok(Runner::new("an empty program", command))
    }

    /// A checkpoint that references so many files, each with a position, saved
    /// now, and called `n` and that number.
    pub(crate) fn checkpoint(&self, count: usize) -> Result<String> {
        let name = format!("n{count}");
        let files = self.shape.spread(count);
        let files = files.iter().enumerate();
        let files: Vec<String> = files
            .map(|(n, file)| format!("{file}:{}", n % 100 + 1))
            .collect();
        self.save(&name, &files)?;
        Ok(name)
    }

    /// The checkpoint that hooks and agents look at, which has no name.
    pub(crate) fn current(&self, count: usize) -> Result<()> {
        let files = self.shape.spread(count).into_iter().enumerate();
        let opens = files.map(|(n, file)| format!("--open={file}:{}", n % 100 + 1));
        let mut save = self.shipkit();
        save.args(["checkpoint", "--new", "--task", "measure", "-y"]);
        run(save.args(opens))
    }

    /// A checkpoint of that name that references these places, saved now.
    pub(crate) fn save(&self, name: &str, places: &[String]) -> Result<()> {
        let items = places.chunks(20).enumerate().map(|(n, files)| {
            format!(
                "{{\"text\":\"Item {n}\",\"files\":[\"{}\"]}}",
                files.join("\",\"")
            )
        });
        let items: Vec<String> = items.collect();
        let text = format!(
            "{{\"taskId\":\"t\",\"taskName\":\"Measure\",\"progress\":10,\"inProgress\":[{}]}}",
            items.join(",")
        );
        let state = self.place(name);
        fs::write(&state, text)?;
        let mut save = self.shipkit();
        save.args(["checkpoint", "--new", name, "--state", "-", "-q"]);
        run(save.stdin(File::open(state)?))
    }

    /// A file that lists what the checkpoint of that size references.
    pub(crate) fn list(&self, count: usize) -> Result<PathBuf> {
        let list = self.place(&format!("paths-{count}"));
        fs::write(&list, self.shape.spread(count).join("\n") + "\n")?;
        Ok(list)
    }

    /// Git at its best: an index that holds these paths alone, refreshed and
    /// compared.
    pub(crate) fn best<'a>(&self, count: usize) -> Result<Runner<'a>> {
        let index = self.place(&format!("index-{count}"));
        let list = self.list(count)?;
        let _ = fs::remove_file(&index);
        let git = |arguments: &[&str]| {
            let mut git = self.git();
            git.env("GIT_INDEX_FILE", &index).args(arguments);
            git
        };
        run(git(&["update-index", "--add", "--stdin"]).stdin(File::open(list)?))?;
        let name = "git at its best: `update-index -q --refresh`, `diff-files`, a private index";
        let refresh = Runner::new(name, git(&["update-index", "-q", "--refresh"]));
        Ok(refresh.then(git(&["diff-files"])))
    }

    pub(crate) fn hash_object<'a>(&self, count: usize) -> Result<Runner<'a>> {
        let list = self.list(count)?;
        let git = self.gits(&["hash-object", "--stdin-paths"]);
        Ok(git.reads(Input::File(list)))
    }

    /// `lstat` of each path.
    pub(crate) fn lstat<'a>(&self, count: usize) -> Result<Runner<'a>> {
        let mut command = plain(floor::program("lstat")?, &self.repository);
        command.arg(self.list(count)?);
        Ok(Runner::new("the floor: `lstat` of each path", command))
    }

    /// Every file read and hashed, on so many cores.
    pub(crate) fn hash<'a>(&self, count: usize, cores: usize) -> Result<Runner<'a>> {
        let mut command = plain(floor::program("hash")?, &self.repository);
        command.arg(self.list(count)?).arg(cores.to_string());
        let name = format!("the floor: each file read and hashed, {cores} threads");
        let name = name.replace("1 threads", "one thread");
        Ok(Runner::new(name, command))
    }

    /// Gives files a time that they did not have, and no other content.
    pub(crate) fn touch(&self, files: &[String]) -> Result<()> {
        self.touched.set(self.touched.get() + 1);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.touched.get());
        for file in files {
            let path = self.repository.join(file);
            File::options().write(true).open(path)?.set_modified(time)?;
        }
        Ok(())
    }

    /// Writes a line at the beginning of a file, another one each time.
    pub(crate) fn edit(&self, file: &str, line: &str) -> Result<()> {
        let path = self.repository.join(file);
        let text = fs::read_to_string(&path)?;
        Ok(fs::write(path, format!("{line}\n{text}"))?)
    }

    /// Changes a file and stages it.
    pub(crate) fn stage(&self, file: &str) -> Result<()> {
        self.edit(file, "staged")?;
        run(self.git().args(["add", file]))
    }

    /// Takes away what was saved, until it is put back.
    pub(crate) fn without_checkpoints(&self, measure: impl FnOnce() -> Result<()>) -> Result<()> {
        let (here, aside) = (self.repository.join(".shipkit"), self.place("aside"));
        fs::rename(&here, &aside)?;
        let measured = measure();
        fs::rename(aside, here)?;
        measured
    }
}
