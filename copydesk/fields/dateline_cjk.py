"""Datelines of the Chinese, Japanese and Korean press, which run into the sentence without a dash.

``新华社北京8月29日电（记者张三、李四）``, ``【北京時事】``, ``［東京　２９日　ロイター］``, ``(서울=연합뉴스) 김철수 기자 =``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.fields.date_words import to_digits
from copydesk.fields.names import read_names
from copydesk.fields.tables import is_agency, places
from copydesk.late import compile_late
from copydesk.lines import has_from

_HAN = r"[\u3400-\u9fff]"
_CHINESE = compile_late(
    rf"[（(【\[]?\s*(?P<agency>新华社|新華社|中新社|中新网|中新網|中央社|中通社|人民网|央视网|中国新闻网|法新社|路透社|美联社|本报|本報|本网|本社|大公报|文汇报|光明日报|科技日报)(?:消息)?"
    rf"(?:(?:记者|記者|通讯员)\s*(?P<names>{_HAN}{{2,3}}(?:[、，\s]{_HAN}{{2,3}}){{0,3}}?))?\s*(?P<place>{_HAN}{{2,9}}?)?\s*"
    r"(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)?\s*(?:综合|綜合)?(?:[电電]|(?P<news>[讯訊]))(?P<close>\s*[）)】\]])?"
)
_NEWS_FROM = compile_late(
    rf"(?P<agency>{_HAN}{{1,8}}(?:网|網|社|报|報|台|视|視))(?:消息|[讯訊])(?:\s*[（(][^（）()\n]{{1,20}}[）)])?\s*[：:]\s*"
)
_BOXED_WIRE = compile_late(
    rf"[（(【]\s*(?P<place>{_HAN}{{2,6}}?)\s*(?P<date>(?:\d{{1,2}}月)?\d{{1,2}}日)\s*(?:综合|綜合|专|專|外)?[电電][）)】]\s*"
)
_CREDIT = re.compile(r"\s*[（(]\s*(?:[^（）()]{0,8}(?:记者|記者|通讯员))\s*(?P<names>[^（）()]{2,60})[）)]")
_JAPANESE = compile_late(r"[【\[［〔(（](?P<inner>[^】\]］〕)）\n]{2,40})[】\]］〕)）]\s*(?P<dash>[-－ー–—―:：]?)\s*")
_KOREAN = compile_late(
    r"[(\[【（](?P<left>[^()\[\]【】（）=\n]{1,30}?)\s*=\s*(?P<right>[^()\[\]【】（）=\n]{1,30})[)\]】）]\s*(?:(?P<names>[\uac00-\ud7a3·,\s]{2,60}(?:기자|"
    r"특파원|통신원|인턴기자)[^=\n]{0,30}?)\s*=\s*)?"
)
_CJK = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class CjkDateline:
    """Offsets into the text, place, agency and EDTF date as written, and the reporters named inside."""

    raw_end: int
    end: int
    place: str | None
    agency: str | None
    date: str | None
    names: tuple[str, ...]


def find_cjk_dateline(head: str) -> CjkDateline | None:
    """The Chinese, Japanese or Korean dateline at the start of the text; None if there is none."""
    if not has_from(head[:60], "\u3040") or not _CJK.search(head, 0, 60):
        return None
    return _chinese(head) or _news_from(head) or _korean(head) or _japanese(head)


def day_of(text: str) -> str | None:
    """``8月29日`` as ``XXXX-08-29``, ``29日`` as ``XXXX-XX-29``; None where no such day exists."""
    match = _DAY.search(to_digits(text))
    if match is None or not 1 <= int(match[3]) <= 31 or not 1 <= int(match[2] or 1) <= 12:
        return None
    return f"{match[1] or 'XXXX'}-{int(match[2]):02d}-{int(match[3]):02d}" if match[2] else f"XXXX-XX-{int(match[3]):02d}"


def _chinese(head: str) -> CjkDateline | None:
    match = _CHINESE.match(to_digits(head))
    if match is None or not (match["date"] or match["place"] or match["news"]):
        return None
    names: tuple[str, ...] = ()
    place = match["place"]
    if match["names"]:
        names = tuple(n for n in re.split(r"[、，\s]+", match["names"]) if n)
    end = match.end()
    if (credit := _CREDIT.match(head, end)) and (found := read_names(credit["names"])) and found.kept:
        names, end = found.kept, credit.end()
    raw_end = match.end()
    agency = None if match["agency"].startswith("本") else match["agency"]
    while end < len(head) and head[end] in " 　:：":
        end += 1
    return CjkDateline(raw_end, end, place, agency, day_of(match["date"] or ""), names)


def _news_from(head: str) -> CjkDateline | None:
    """``央视网消息：`` and ``（北京5日綜合電）``."""
    if (source := _NEWS_FROM.match(head)) is not None:
        return CjkDateline(len(source.group().rstrip(" :：")), source.end(), None, source["agency"], None, ())
    wire = _BOXED_WIRE.match(to_digits(head))
    return CjkDateline(len(wire.group().rstrip()), wire.end(), wire["place"], None, day_of(wire["date"]), ()) if wire else None


def _korean(head: str) -> CjkDateline | None:
    match = _KOREAN.match(head)
    if match is None or not any("\uac00" <= c <= "\ud7a3" for c in match.group()):
        return None
    left, right = match["left"].strip(), match["right"].strip()
    reporters = match["names"] or ""
    if right.endswith(("기자", "특파원")):
        left, right, reporters = "", left, right
    names = read_names(reporters.replace("·", ",")) if reporters else None
    kept = tuple(n for name in names.kept for n in name.split()) if names else ()
    return CjkDateline(match.end(), match.end(), left or None, right, None, kept)


def _japanese(head: str) -> CjkDateline | None:
    match = _JAPANESE.match(head)
    if match is None:
        return None
    inner = re.sub(r"\s+", " ", match["inner"].replace("　", " ")).strip()
    pieces = [p for p in re.split(r"[=＝・\s]", inner) if p]
    if pieces[-1:] == ["기자"] and len(pieces) == 3:
        return CjkDateline(len(match.group().rstrip()), match.end(), None, pieces[0], None, (pieces[1],))
    date = next((day_of(p) for p in pieces if _DAY.search(to_digits(p))), None)
    rest = [p for p in pieces if not _DAY.fullmatch(to_digits(p))]
    agency = next((p for p in rest if is_agency(p)), None)
    place = next((p for p in rest if p != agency), None)
    names: tuple[str, ...] = ()
    if agency is None and len(rest) == 1:
        agency = next((a for a in ("時事", "共同", "ロイター", "AFP", "AP", "聯合ニュース", "新華社") if rest[0].endswith(a)), None)
        place = rest[0].removesuffix(agency).strip() if agency else None
    if (
        agency is None
        and len(rest) == 2
        and ("＝" in inner or "=" in inner)
        and rest[0].casefold() in places()
        and (found := read_names(rest[1]))
    ):
        names, place = found.kept, rest[0]
    if agency is None and not names:
        return None
    return CjkDateline(
        match.end() - len(match.group()) + len(match.group().rstrip(" 　-－ー–—―:：")), match.end(), place or None, agency, date, names
    )
