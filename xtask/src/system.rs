//! What the tests need of the system: installed where that is possible, named where not.
//!
//! Must not know: what the tests test.

use std::path::Path;
use std::process::Command;

use crate::shell::{cargo, is_there, run, succeeds};

/// A thing that the tests need, and the Debian or Ubuntu package that has it.
struct Need {
    package: &'static str,
    there: fn() -> bool,
}

const NEEDS: [Need; 10] = [
    Need { package: "xvfb", there: || is_there("Xvfb") },
    Need { package: "openbox", there: || is_there("openbox") },
    Need { package: "xdotool", there: || is_there("xdotool") },
    Need { package: "zenity", there: || is_there("zenity") },
    Need { package: "mesa-vulkan-drivers", there: || library("libvulkan_lvp.so") },
    Need {
        package: "libgl1-mesa-dri",
        there: || library("libEGL_mesa.so.0") || library("dri/swrast_dri.so"),
    },
    Need { package: "libegl1", there: || library("libEGL.so.1") },
    Need { package: "libxkbcommon-x11-0", there: || library("libxkbcommon-x11.so.0") },
    Need { package: "libreoffice-calc-nogui", there: || office("libsclo.so") },
    Need { package: "libreoffice-writer-nogui", there: || office("libswlo.so") },
];

/// Whether LibreOffice is there with one of its parts.
fn office(part: &str) -> bool {
    let folders = ["/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program"];
    is_there("soffice") && folders.iter().any(|folder| Path::new(folder).join(part).exists())
}

/// Whether a shared library lies where the loader looks.
fn library(name: &str) -> bool {
    let folders = ["/usr/lib", "/usr/lib64", "/lib"];
    folders.iter().any(|folder| {
        let folder = Path::new(folder);
        folder.join(name).exists()
            || std::fs::read_dir(folder)
                .is_ok_and(|entries| entries.flatten().any(|entry| entry.path().join(name).exists()))
    })
}

fn missing() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.there)()).map(|need| need.package).collect()
}

/// Sees to it that all is there, installing what is missing.
pub(crate) fn prepare(root: &Path) -> Result<(), String> {
    for (component, call) in [("rustfmt", ["fmt", "--version"]), ("clippy", ["clippy", "--version"])] {
        if !succeeds(&mut cargo(root, &call)) {
            run(Command::new("rustup").args(["component", "add", component])).map_err(|error| {
                format!("cargo {} is missing and could not be installed: {error}", call.join(" "))
            })?;
        }
    }
    if !cfg!(target_os = "linux") {
        println!("not Linux: the test with the real window is left out");
        return Ok(());
    }
    let wanted = missing();
    if wanted.is_empty() {
        return Ok(());
    }
    println!("installing {}", wanted.join(" "));
    install(&wanted)?;
    match missing().as_slice() {
        [] => Ok(()),
        still => Err(format!("still missing after the installation: {}", still.join(" "))),
    }
}

fn install(packages: &[&str]) -> Result<(), String> {
    let by_hand = format!(
        "The tests need these packages: {0}.\nInstall them, on Debian or Ubuntu with\n    sudo apt-get install {0}",
        packages.join(" ")
    );
    if !is_there("apt-get") {
        return Err(by_hand);
    }
    let root = succeeds(Command::new("sh").args(["-c", "test \"$(id -u)\" = 0"]));
    if !root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Err(by_hand);
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command.args(["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]).args(arguments);
        command
    };
    // A list that can't be brought up to date may still do.
    if let Err(error) = run(&mut apt(&["update", "-q"])) {
        println!("{error}");
    }
    let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    run(&mut apt(&arguments)).map_err(|error| format!("{error}\n{by_hand}"))
}
