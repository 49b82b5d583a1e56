//! The program as WebAssembly, with the JavaScript that calls it.

use std::{env, error::Error, path::Path, process::Command};

use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "page";

/// What the worker of the page runs.
pub(crate) struct Program {
    /// WebAssembly.
    pub(crate) wasm: Vec<u8>,
    /// The classic script that defines `wasm_bindgen`.
    pub(crate) glue: String,
}

/// Compiles `cn-budget-web`.
pub(crate) fn build(root: &Path) -> Result<Program, Box<dyn Error>> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["build", "-p", "cn-budget-web", "--lib", "--profile", PROFILE, "--target", TARGET])
        .args(["--target-dir", "target"])
        .status()?;
    if !status.success() {
        return Err(format!("not built; is the target there? rustup target add {TARGET}").into());
    }
    let mut output = Bindgen::new()
        .input_path(root.join("target").join(TARGET).join(PROFILE).join("cn_budget_web.wasm"))
        .no_modules(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    Ok(Program { wasm: output.wasm_mut().emit_wasm(), glue: output.js().into() })
}
