"""What one page cannot tell, its siblings can: the template of a source, learnt from its pages in a run."""

from copydesk.siblings.evidence import digest_page, find_odds, weigh
from copydesk.siblings.learn import Learner
from copydesk.siblings.template import Recurring, Template, read_template, template_values

__all__ = ["Learner", "Recurring", "Template", "digest_page", "find_odds", "read_template", "template_values", "weigh"]
