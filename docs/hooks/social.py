"""The picture that messengers and social networks show where a page of the site is shared."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from docs.hooks.front_matter import Source
from docs.hooks.problem import Problem
from forms_service.association import Association
from forms_service.renderers import tokens, typesetting
from forms_service.renderers.typesetting import CannotBeSet

LAYOUT = Path(__file__).with_name("social.typ")
ADDRESS = "/assets/social.png"
NEUTRAL_MARK = "mark.svg"
HOME = "index.md"


def picture(*, name: Sequence[str], sentence: str, mark: bytes) -> bytes:
    """A PNG of 1200 × 630 pixels: the association's mark (SVG, PNG or JPEG) and name in its lines, and one sentence.

    Raises CannotBeSet, for instance where the mark cannot be read.
    """
    sheet = {"name": list(name), "sentence": sentence, "mark": list(mark), "colours": tokens.colours()}
    return typesetting.png(LAYOUT, sheet)


def add_social_image(env: Environment, files: Files, config: MkDocsConfig) -> list[Problem]:
    """Put the picture among the files of the site, and its address into the templates as `social_image`.

    For on_env. Its sentence is the title of the home page. Gives the problem where it cannot be made.
    """
    association: Association = config.extra["association"]
    home: Source = config.extra["sources"][HOME]
    mark = Path(config.docs_dir) / "assets" / (association.mark or NEUTRAL_MARK)
    try:
        content = picture(name=association.name_lines, sentence=home.title, mark=mark.read_bytes())
    except (CannotBeSet, OSError) as error:
        return [Problem(home.file, 0, f"no picture for sharing can be made: {error}")]
    files.append(File.generated(config, ADDRESS.lstrip("/"), content=content, inclusion=InclusionLevel.INCLUDED))
    env.globals["social_image"] = ADDRESS
    return []
