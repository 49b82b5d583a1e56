//! PDF → pages: the visible glyphs and the rulings, interpreted by `hayro-interpret`.

use cn_budget::Lang;
use cn_budget::read::{Glyph, Note, NoteKind, Page, Ruling, page_blocks};
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};

use crate::{Contents, Error};

mod white;

use white::Area;

/// The most pages that are read.
const MAX_PAGES: usize = 2_000;

/// The most glyphs, and the most rulings, of one page.
const MAX_MARKS: usize = 200_000;

pub(crate) fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Error::Encrypted,
        LoadPdfError::Invalid => Error::broken("PDF", "no pages"),
    })?;
    let cache = InterpreterCache::new();
    let mut contents = Contents::default();
    let (mut known, mut unknown, mut pictures) = (0_usize, 0_usize, 0_usize);
    for (number, page) in (1..).zip(pdf.pages().iter().take(MAX_PAGES)) {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
        let mut pen = Pen::new(bounds);
        interpret_page(page, &mut context, &mut pen);
        known += pen.glyphs.len();
        unknown += pen.unknown;
        pictures += usize::from(pen.is_picture());
        let turn = pen.turn();
        let mut page = Page::new(number);
        (page.glyphs, page.rulings) = (pen.glyphs, pen.rulings);
        turn.apply(&mut page, hundredths(bounds.x1), hundredths(bounds.y1));
        contents.blocks.extend(page_blocks(&page));
    }
    if known < SCANNED && pictures > 0 {
        return Err(Error::Scan);
    }
    if unknown > known {
        return Err(Error::UnknownCharacters);
    }
    if pictures > 0 {
        contents.notes.push(Note::new(
            NoteKind::PictureLeftOut,
            None,
            format!("{pictures} 页是图片，没有文字，未读"),
            Lang::En.counted(pictures, "", "page") + " left out: pictures without text",
        ));
    }
    Ok(contents)
}

/// How the lines of a page run that was not turned to be read: a wide table on a high page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    None,
    /// From the bottom to the top.
    Up,
    /// From the top to the bottom.
    Down,
}

impl Turn {
    /// Turns a page of some width and height so that its lines run to the right.
    fn apply(self, page: &mut Page, width: i32, height: i32) {
        let turned = |(x, y): (i32, i32)| match self {
            Self::None => (x, y),
            Self::Up => (height - y, x),
            Self::Down => (y, width - x),
        };
        if self == Self::None {
            return;
        }
        for glyph in &mut page.glyphs {
            let (a, b) = (turned((glyph.left, glyph.top)), turned((glyph.right, glyph.bottom)));
            (glyph.left, glyph.right) = (a.0.min(b.0), a.0.max(b.0));
            (glyph.top, glyph.bottom) = (a.1.min(b.1), a.1.max(b.1));
        }
        for ruling in &mut page.rulings {
            (ruling.x0, ruling.y0) = turned((ruling.x0, ruling.y0));
            (ruling.x1, ruling.y1) = turned((ruling.x1, ruling.y1));
        }
    }
}

/// A page with fewer glyphs under a picture is a scan with its page number.
const SCANNED: usize = 20;

/// Collects what is drawn inside the page and the clips.
struct Pen {
    bounds: Rect,
    clips: Vec<Rect>,
    glyphs: Vec<Glyph>,
    rulings: Vec<Ruling>,
    unknown: usize,
    /// The area under pictures.
    pictured: f64,
    /// How many glyphs run upwards, and how many downwards.
    upright: (usize, usize),
    /// How many rulings have been held against what is white.
    compared: usize,
}

/// How many rulings of a page are held against what is white; a page of more is drawing.
const MAX_COMPARED: usize = 20_000_000;

impl Pen {
    fn new(bounds: Rect) -> Self {
        Self {
            bounds,
            clips: Vec::new(),
            glyphs: Vec::new(),
            rulings: Vec::new(),
            unknown: 0,
            pictured: 0.0,
            upright: (0, 0),
            compared: 0,
        }
    }

    /// Hides the rulings under a white rectangle; whether there were any.
    fn hide(&mut self, rect: Rect) -> bool {
        let rect = rect.intersect(self.visible());
        self.compared += self.rulings.len();
        if self.compared > MAX_COMPARED || rect.width() <= 0.0 || rect.height() <= 0.0 {
            return false;
        }
        let area = Area {
            left: hundredths(rect.x0),
            top: hundredths(rect.y0),
            right: hundredths(rect.x1),
            bottom: hundredths(rect.y1),
        };
        white::hide(&mut self.rulings, area)
    }

    /// Draws a white path: what lies over rulings hides them and is none itself.
    fn white(&mut self, path: &BezPath, mode: &DrawMode, scale: f64) -> bool {
        match mode {
            DrawMode::Stroke(stroke) => {
                let half = (f64::from(stroke.line_width) * scale / 2.0).max(LEAST);
                let mut hidden = false;
                for piece in subpaths(path) {
                    let flat = piece.width() <= LEAST || piece.height() <= LEAST;
                    let (x, y) =
                        if piece.width() > piece.height() { (0.0, half) } else { (half, 0.0) };
                    hidden |= flat && self.hide(piece.inflate(x, y));
                }
                hidden
            }
            DrawMode::Fill(_) => {
                let mut hidden = false;
                for piece in subpaths(path) {
                    // The edges of a cell lie on those of its ground, and are not hidden by it.
                    let wide = piece.width() > THIN && piece.height() > THIN;
                    hidden |= self.hide(if wide { piece.inset(-2.0 * LEAST) } else { piece });
                }
                hidden
            }
            DrawMode::FillAndStroke(..) | DrawMode::Invisible => false,
        }
    }

    /// How the page lies, by most of its glyphs.
    fn turn(&self) -> Turn {
        let (up, down) = self.upright;
        match self.glyphs.len() / 2 {
            half if up > half => Turn::Up,
            half if down > half => Turn::Down,
            _ => Turn::None,
        }
    }

    /// Whether the page shows pictures and next to no text.
    fn is_picture(&self) -> bool {
        self.pictured > self.bounds.area() / 2.0 && self.glyphs.len() < SCANNED
    }

    fn visible(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.bounds)
    }

    fn rule(&mut self, from: Point, to: Point) {
        let visible = self.visible().inflate(1.0, 1.0);
        let clip = |point: Point| {
            Point::new(point.x.clamp(visible.x0, visible.x1), point.y.clamp(visible.y0, visible.y1))
        };
        let line = Rect::from_points(from, to);
        let outside = line.x1 < visible.x0
            || line.x0 > visible.x1
            || line.y1 < visible.y0
            || line.y0 > visible.y1;
        if outside || self.rulings.len() >= MAX_MARKS {
            return;
        }
        let (from, to) = (clip(from), clip(to));
        self.rulings.push(Ruling {
            x0: hundredths(from.x),
            y0: hundredths(from.y),
            x1: hundredths(to.x),
            y1: hundredths(to.y),
        });
    }

    /// The middle line of a thin rectangle.
    fn thin(&mut self, rect: Rect) -> bool {
        let middle = rect.center();
        if rect.height() <= THIN && rect.width() >= rect.height() {
            self.rule(Point::new(rect.x0, middle.y), Point::new(rect.x1, middle.y));
        } else if rect.width() <= THIN && rect.height() > rect.width() {
            self.rule(Point::new(middle.x, rect.y0), Point::new(middle.x, rect.y1));
        } else {
            return false;
        }
        true
    }

    /// The lines of a stroked path.
    fn strokes(&mut self, path: &BezPath) {
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    start = point;
                    last = point;
                }
                PathEl::LineTo(point) => {
                    self.rule(last, point);
                    last = point;
                }
                PathEl::ClosePath => {
                    self.rule(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
            }
        }
    }
}

/// How near two lines lie that are drawn one over the other, in points.
const LEAST: f64 = 0.4;

/// Whether a paint is white.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => color.to_rgba().to_rgba8() == [255; 4],
        Paint::Pattern(_) => false,
    }
}

/// The widest filled rectangle that is a ruling, in points.
const THIN: f64 = 3.0;

fn hundredths(points: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped before")]
    let value = (points * 100.0).round().clamp(-1e9, 1e9) as i32;
    value
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let path = props.transform * path.clone();
        let scale = props.transform.determinant().abs().sqrt();
        if is_white(&props.paint) && self.white(&path, mode, scale) {
            return;
        }
        match mode {
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                if !self.thin(path.bounding_box()) {
                    self.strokes(&path);
                }
            }
            DrawMode::Fill(_) => {
                // Thin pieces one by one: many writers put all rulings of a page in one path.
                for piece in subpaths(&path) {
                    self.thin(piece);
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let clip = self.visible().intersect(clip.path.bounding_box());
        self.clips.push(clip);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let _ = mode;
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let Some(text) = glyph.as_unicode() else {
                self.unknown += 1;
                continue;
            };
            let advance = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(drawn) => drawn.advance_width(),
            };
            let bounds = glyph_box(transform, f64::from(advance.unwrap_or(500.0)));
            let visible = self.visible();
            if !visible.contains(bounds.center()) || self.glyphs.len() >= MAX_MARKS {
                continue;
            }
            let characters = match text {
                BfString::Char(character) => vec![character],
                BfString::String(text) => text.chars().collect(),
            };
            let [along, across, ..] = transform.as_coeffs();
            if across.abs() > along.abs() {
                let direction =
                    if across < 0.0 { &mut self.upright.0 } else { &mut self.upright.1 };
                *direction += characters.len();
            }
            // A ligature is several characters side by side.
            let count = i32::try_from(characters.len().max(1)).unwrap_or(i32::MAX);
            let (start, end) = (hundredths(bounds.x0), hundredths(bounds.x1));
            let width = (end - start) / count;
            for (index, text) in (0..).zip(characters) {
                let left = start + width * index;
                self.glyphs.push(Glyph {
                    text,
                    left,
                    top: hundredths(bounds.y0),
                    right: left + width,
                    bottom: hundredths(bounds.y1),
                });
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // The transform leads from pixels to the page.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = (props.transform * pixels.to_path(0.1)).bounding_box();
        // Some scanners cut a page into strips.
        self.pictured += area.intersect(self.bounds).area();
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// The box of a glyph from its origin over its advance, and over the height of its font.
fn glyph_box(transform: Affine, advance: f64) -> Rect {
    let corner = |x, y| transform * Point::new(x, y);
    Rect::from_points(corner(0.0, ASCENT), corner(advance, DESCENT))
}

/// How far a character reaches above and below its line, in thousandths of the size.
const ASCENT: f64 = 880.0;
const DESCENT: f64 = -120.0;

/// The boxes of the pieces of a path.
fn subpaths(path: &BezPath) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let mut own: Option<Rect> = None;
    for element in path.elements() {
        let point = match *element {
            PathEl::MoveTo(point) => {
                boxes.extend(own.take());
                point
            }
            PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                point
            }
            PathEl::ClosePath => continue,
        };
        let at = Rect::from_points(point, point);
        own = Some(own.map_or(at, |own| own.union(at)));
    }
    boxes.extend(own);
    boxes
}
