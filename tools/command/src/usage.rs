//! The command line in one language: its help, and what is said of one that cannot be understood.
//!
//! Every help text stands in the source once, `中文。English.`; of it the user's half is shown.

use std::ffi::OsString;

use clap::{
    Arg, ArgAction, Command, CommandFactory, FromArgMatches,
    builder::PossibleValue,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use cn_budget::{Lang, Message};

use crate::{
    arguments::{Arguments, Language},
    exit::{self, Outcome},
    say,
};

/// What is wrong with the value of an option, in both languages.
#[derive(Debug, Clone)]
pub(crate) struct Wrong(pub(crate) Message);

impl Wrong {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(zh, en))
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Wrong {}

/// The arguments and the language to speak; where they are not understood, how the program ends.
pub(crate) fn parse() -> Result<(Arguments, Lang), Outcome> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let lang = say::lang(asked(&words));
    let command = in_language(Arguments::command(), lang).after_help(exit::help(lang));
    let parsed = command
        .try_get_matches_from(words)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => {
            let lang = say::lang(arguments.lang);
            Ok((arguments, lang))
        }
        Err(error) => {
            let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
            if error.use_stderr() && lang == Lang::Zh && !is_help {
                eprintln!("{}\n用法见 cn-budget --help", in_chinese(&error));
            } else {
                // Whoever reads our output may have seen enough.
                let _ = error.print();
            }
            Err(if error.use_stderr() { Outcome::Unreadable } else { Outcome::Clean })
        }
    }
}

/// The language that the words ask for, before they are understood: their mistakes are told in it.
fn asked(words: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let beside = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = || words.iter().find_map(|word| word.strip_prefix("--lang="));
    match beside.or_else(joined)? {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The command with the half of each help text that is in the language.
fn in_language(command: Command, lang: Lang) -> Command {
    let half = |text: &str| match (text.split_once('。'), lang) {
        (Some((zh, _)), Lang::Zh) => zh.to_owned(),
        (Some((_, en)), Lang::En) => en.to_owned(),
        (None, _) => text.to_owned(),
    };
    let about = command.get_about().map(|about| half(&about.to_string())).unwrap_or_default();
    let command = command
        .about(about)
        .disable_help_subcommand(true)
        .mut_args(|argument| {
            let help = argument.get_help().map(|help| half(&help.to_string())).unwrap_or_default();
            match lang {
                Lang::Zh => headed_in_chinese(argument, help),
                Lang::En => argument.help(help),
            }
        })
        .mut_subcommands(|below| in_language(below, lang));
    match lang {
        Lang::Zh => template_in_chinese(command),
        Lang::En => command,
    }
}

/// An argument whose heading, choices and default are told in Chinese.
fn headed_in_chinese(argument: Arg, mut help: String) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    if !argument.get_action().takes_values() {
        return argument.help(help).help_heading(heading);
    }
    let choices = argument.get_possible_values();
    if !choices.is_empty() {
        let names: Vec<&str> = choices.iter().map(PossibleValue::get_name).collect();
        help += &format!("（可取 {}）", names.join("、"));
    }
    let usual = argument.get_default_values().iter();
    let usual: Vec<_> = usual.map(|value| value.to_string_lossy()).collect();
    if !usual.is_empty() {
        help += &format!("（默认 {}）", usual.join(" "));
    }
    argument.help(help).help_heading(heading).hide_possible_values(true).hide_default_value(true)
}

/// The headings of a help, and what clap itself adds to it, in Chinese.
fn template_in_chinese(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .arg(help.help("打印帮助").help_heading("选项"));
    if command.get_version().is_none() {
        return command;
    }
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    command.disable_version_flag(true).arg(version.help("打印版本").help_heading("选项"))
}

/// What is wrong with the command line, in Chinese; in English clap says it.
fn in_chinese(error: &Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let valid = text(ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”，可取：{valid}"),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            let why = source.and_then(|source| source.downcast_ref::<Wrong>());
            let why = why.map_or(String::new(), |Wrong(why)| format!("：{}", why.zh));
            format!("{argument} 不能是“{value}”{why}")
        }
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "缺少命令".into(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能这样用或重复"),
        ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::TooManyValues => {
            format!("{argument} 的值个数不对")
        }
        _ => "命令行无法理解".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The help of the program and of each of its commands.
    fn helps(lang: Lang) -> Vec<String> {
        let mut command = in_language(Arguments::command(), lang).after_help(exit::help(lang));
        command.build();
        let mut helps = vec![command.render_long_help().to_string()];
        helps.extend(
            command.get_subcommands_mut().map(|below| below.render_long_help().to_string()),
        );
        helps
    }

    #[test]
    fn the_help_is_in_one_language() {
        for help in helps(Lang::En) {
            // Units and names of templates are Chinese in any language.
            assert!(!help.contains(['。', '，', '；']), "{help}");
        }
        for help in helps(Lang::Zh) {
            for english in [
                "Usage",
                "Options",
                "Print",
                "possible",
                "default",
                "Reconciles",
                "disclosure",
                "ledger.",
                "exit code",
            ] {
                assert!(!help.contains(english), "{english}: {help}");
            }
        }
    }

    #[test]
    fn every_help_text_has_both_languages() {
        fn check(command: &Command) {
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert_eq!(help.matches('。').count(), 1, "{}: {help}", argument.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }
}
