"""Letters as people get them: a Letter and the office's templates become MIME, a page or a list of faults."""

from mailbot.letters.check import check_templates
from mailbot.letters.compose import compose
from mailbot.letters.page import summary_page
from mailbot.letters.render import TemplateFaultError

__all__ = ["TemplateFaultError", "check_templates", "compose", "summary_page"]
