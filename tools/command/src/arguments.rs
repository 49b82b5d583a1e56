//! The command line, told in both languages.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use cn_budget::{Dimension, Lang, Level, Profile, Unit};

use crate::usage::Wrong;

/// 部门预算、决算公开：勾稽、查码、汇总、编表。Chinese public budget disclosures: reconcile, look up, roll up, compile.
#[derive(Debug, Parser)]
#[command(name = "cn-budget", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// 提示所用语言（默认随系统）。The language of messages; by default that of the locale.
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// zh or en.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 核对公开文件的勾稽关系。Reconciles disclosures: PDF, Excel, Word, HTML, text or neutral JSON.
    Check(Check),
    /// 读出中性 JSON，附未读内容的说明。Prints the neutral JSON of a file, and notes of what was not read.
    Read(Read),
    /// 查科目：编码或名称、版本、变更、对照。Looks up codes and names, editions, renames, crosswalk.
    Codes(Codes),
    /// 汇总 CSV 明细账。Rolls up a CSV ledger.
    Rollup(Rollup),
    /// 由 CSV 明细账编制公开表。Compiles a CSV ledger into the published tables.
    Compile(Compile),
    /// 比较两年（或预算与决算）。Sets two disclosures side by side.
    Compare(Compare),
    /// 部门与所属单位的公开表是否相合。Holds a department's disclosure against those of its units.
    Consolidate(Consolidate),
}

/// Which files: the same for every command that reads disclosures.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// 文件、文件夹或通配符；- 为标准输入（每行一个 JSON）。Files, folders, patterns; - is standard input, one JSON a line.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// 线程数（默认全部核心）。Threads; by default all cores.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// 各文件同属一份公开（如说明为 Word、附表为 Excel）。The files are parts of one disclosure.
    #[arg(long)]
    pub(crate) join: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// 每份文件一行 JSON。One JSON report a line.
    #[arg(long)]
    pub(crate) json: bool,
    /// 另列每个单元格、每个关系式的判定。Adds the verdict of every cell and equation.
    #[arg(long)]
    pub(crate) full: bool,
    /// 另附证明：一份满足全部关系的预算，或矛盾及其乘数。Adds the proof.
    #[arg(long)]
    pub(crate) proof: bool,
    /// 把网页报告写入文件夹。Writes a page a document, and an index, into a folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) page: Option<PathBuf>,
    /// 自己的词表。A words file of your own.
    #[arg(long, value_name = "FILE")]
    pub(crate) words: Option<PathBuf>,
    /// 上年的公开文件。Last year's disclosure of the same body.
    #[arg(long, value_name = "FILE")]
    pub(crate) last_year: Option<PathBuf>,
    /// 公开要求：应有的表、说明和内容，如 national、shanghai、chongqing_unit_budget。What must be disclosed: a profile.
    #[arg(long, value_name = "KEY", value_parser = profile)]
    pub(crate) profile: Option<Profile>,
    /// 已认可的问题编号，每行一个。Ids of accepted findings, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) accept: Option<PathBuf>,
    /// 达到何种程度即以 1 退出。From which severity on the exit code is 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// 多份文件也逐份打印全文。The whole report of each file, also of many.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// From which severity on a document fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// 缩进打印。Indented.
    #[arg(long)]
    pub(crate) pretty: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Codes {
    /// 编码（2010350、30101、50501）或名称的一部分。A code, or a part of a name.
    #[arg(required = true)]
    pub(crate) wanted: Vec<String>,
    /// 科目版本年度。The edition's year.
    #[arg(long, default_value_t = 2026)]
    pub(crate) year: u16,
    /// 每条一行 JSON。One JSON a line.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which ledger, and how it is read.
#[derive(Debug, Args)]
pub(crate) struct LedgerInput {
    /// CSV 明细账（逗号、分号或制表符；UTF-8 或 GBK）；- 为标准输入。A CSV ledger; - is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    /// 表头没有写明时的金额单位。The unit of amounts whose heading names none.
    #[arg(long, default_value = "元", value_parser = unit)]
    pub(crate) unit: Unit,
    /// 年度。The year.
    #[arg(long, default_value_t = 2026)]
    pub(crate) year: u16,
    /// 跳过有问题的行继续。Goes on without bad rows.
    #[arg(long)]
    pub(crate) keep_going: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rollup {
    #[command(flatten)]
    pub(crate) ledger: LedgerInput,
    /// 打印哪一科目树。The code tree to print.
    #[arg(long, value_enum, default_value_t = TreeOf::Functional)]
    pub(crate) tree: TreeOf,
    /// 透视表的行与列。Rows and columns of the two-way table.
    #[arg(long, num_args = 2, value_names = ["ROWS", "COLUMNS"], value_parser = dimension, default_values = ["functional", "fund"])]
    pub(crate) pivot: Vec<Dimension>,
    /// 透视表中科目的层级：class、section 或 item。How deep codes go in the two-way table.
    #[arg(long, default_value = "class", value_parser = level)]
    pub(crate) level: Level,
    /// 打印可再合并的部分和（JSON）。The partial sums as JSON, to be merged elsewhere.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A classification that a ledger is rolled up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TreeOf {
    Functional,
    Department,
    Government,
}

#[derive(Debug, Args)]
pub(crate) struct Compile {
    #[command(flatten)]
    pub(crate) ledger: LedgerInput,
    /// 表样：重庆单位预算、上海部门预算、上海部门决算，或表样 JSON 文件。A set of tables, or a file of one.
    #[arg(long, value_name = "NAME|FILE", default_value = "chongqing-unit-budget")]
    pub(crate) template: String,
    /// 打印中性 JSON。Prints the neutral JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// 前一份。The earlier disclosure.
    pub(crate) before: PathBuf,
    /// 后一份。The later one.
    pub(crate) after: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Consolidate {
    /// 部门的公开文件。The department's disclosure.
    pub(crate) department: PathBuf,
    /// 各单位的公开文件。The disclosures of its units.
    #[arg(required = true)]
    pub(crate) units: Vec<PathBuf>,
}

/// The dimensions that a line of a ledger tells.
const TOLD: [Dimension; 9] = [
    Dimension::Flow,
    Dimension::Fund,
    Dimension::Functional,
    Dimension::Department,
    Dimension::Government,
    Dimension::Kind,
    Dimension::Item,
    Dimension::Entity,
    Dimension::Project,
];

fn dimension(text: &str) -> Result<Dimension, Wrong> {
    let found = text.parse().ok().filter(|dimension| TOLD.contains(dimension));
    found.ok_or_else(|| {
        let names = TOLD.map(|dimension| dimension.to_string()).join("、");
        let keys = "flow, fund, functional, department, government, kind, item, entity, project";
        Wrong::new(format!("可用的维度：{names}（{keys}）"), format!("known dimensions: {keys}"))
    })
}

fn level(text: &str) -> Result<Level, Wrong> {
    let found = text.parse().ok().filter(|&level| level != Level::Subitem);
    found.ok_or_else(|| Wrong::new("应为 class、section 或 item", "class, section or item"))
}

fn profile(text: &str) -> Result<Profile, Wrong> {
    Profile::by_key(text).ok_or_else(|| {
        let known = |and: &str| Profile::regions().collect::<Vec<_>>().join(and);
        Wrong::new(
            format!("可用的公开要求：{}（后面可加 _unit_budget …）", known("、")),
            format!("known profiles: {} (with _unit_budget … behind)", known(", ")),
        )
    })
}

fn unit(text: &str) -> Result<Unit, Wrong> {
    text.parse().map_err(|_| Wrong::new("应为元、万元或亿元", "元, 万元 or 亿元"))
}
