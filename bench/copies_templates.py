"""Templated reports: the frame is the same every day, what is reported is not. No two of them are one story."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.copies_data import Text

CITIES = {
    "en": ("Beijing", "Almaty", "Tashkent", "New Delhi", "Islamabad", "Minsk", "Bishkek", "Dushanbe", "Tehran", "Harbin"),
    "zh": ("北京", "上海", "广州", "成都", "西安", "哈尔滨", "乌鲁木齐", "青岛", "武汉", "昆明"),
    "ru": ("Москве", "Минске", "Алматы", "Бишкеке", "Ташкенте", "Душанбе", "Казани", "Омске", "Самаре", "Перми"),
    "de": ("Berlin", "Hamburg", "Köln", "Leipzig", "Bremen", "Kassel", "Mainz", "Jena", "Ulm", "Bonn"),
    "es": ("Madrid", "Sevilla", "Lima", "Quito", "Bogotá", "Rosario", "Bilbao", "Murcia", "Oviedo", "Vigo"),
    "ar": ("القاهرة", "الرياض", "بغداد", "عمان", "تونس", "الدوحة", "بيروت", "مسقط", "الرباط", "دمشق"),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

# {a}, {b}: places or teams; {n}, {m}, {k}: numbers; {r}: a rate; {day}; {way}: up or down. Each list is one report.
TEMPLATES: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        (
            "The central parity rate of the Chinese currency renminbi, or the yuan, {way} {n} pips to {r} against the U.S. dollar {day}, "
            "according to the China Foreign Exchange Trade System.",
            "In China's spot foreign exchange market, the yuan is allowed to rise or fall by 2 percent from the central parity rate each "
            "trading day.",
            "The central parity rate of the yuan against the U.S. dollar is based on a weighted average of prices offered by market makers "
            "before the opening of the interbank market each business day.",
        ),
        (
            "{a} beat {b} {n}-{m} in the opening round of the Central Asian football cup on {day}.",
            "The winners had {k} percent of the ball. They meet the winners of the other tie next week.",
        ),
        ("{a} will see light rain on {day}, with highs of {n} degrees Celsius and lows of {m}, the weather bureau said.",),
        ("Stocks in {a} closed {way} on {day}.",),
        (
            "A magnitude-{r} earthquake struck {n} km west of {a} at {m}:{k} GMT on {day}, the China Earthquake Networks Center said.",
            "The epicentre, with a depth of {k} km, was monitored at {r} degrees north latitude and {r2} degrees east longitude.",
            "No casualties have been reported so far. Local authorities have sent teams to the area to assess the damage.",
        ),
        (
            "Following are the foreign exchange rates quoted by the central bank of the country for {day}.",
            "One U.S. dollar {r}; one euro {r2}; 100 roubles {n}.{m}; one yuan {k}.{n}; one pound {m}.{k}.",
            "The rates are set every working day at noon and are valid until the next working day. They are published for accounting "
            "purposes and do not oblige the bank to buy or sell currencies at the stated rates.",
        ),
    ),
    "zh": (
        ("中国外汇交易中心{day}公布，人民币对美元汇率中间价报{r}，较前一交易日{way}{n}个基点。根据有关规定，银行间即期外汇市场人民币对美元交易价可在中间价上下百分之二的幅度内浮动。",),
        ("{a}明天晴转多云，最高气温{n}摄氏度，最低气温{m}摄氏度，东南风二到三级。气象部门提醒市民注意早晚温差，适时增减衣物。",),
        ("中国足球超级联赛{day}展开争夺，{a}队主场以{n}比{m}战胜{b}队，取得本赛季第{k}场胜利。",),
        ("{a}股市{day}{way}。",),
    ),
    "ru": (
        ("Центральный банк установил официальный курс доллара на {day}: {r} рубля. Курс евро {way} на {n} копеек и составил {r2} рубля.",),
        ("В {a} в {day} ожидается облачная погода, местами дождь. Температура воздуха днем {n}, ночью {m} градусов.",),
        ("Матч в {a} завершился со счетом {n}:{m}. Команда набрала {k} очков и занимает место в середине таблицы.",),
    ),
    "de": (("In {a} wird es am {day} meist sonnig bei Höchstwerten um {n} Grad, nachts kühlt es auf {m} Grad ab.",),),
    "es": (("El tiempo en {a} para el {day}: cielos despejados, máximas de {n} grados y mínimas de {m}, según la agencia.",),),
    "ar": (("تتوقع الأرصاد الجوية طقسا معتدلا في {a} يوم {day}، وتبلغ درجة الحرارة العظمى {n} والصغرى {m} درجة مئوية.",),),
}
WAYS = {"en": ("strengthened", "weakened", "rose", "fell"), "zh": ("上涨", "下跌", "走高", "走低"), "ru": ("вырос", "снизился")}
WEEK = {"zh": ("周一", "周二", "周三", "周四", "周五"), "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу")}


def make_reports(choose: random.Random, each: int = 12) -> Iterator[Text]:
    """``each`` issues of every report, no two of which say the same."""
    for language, reports in TEMPLATES.items():
        for number, report in enumerate(reports):
            said = set()
            for issue in range(each):
                for _ in range(50):
                    paragraphs = _filled(report, language, choose)
                    if paragraphs not in said:
                        break
                else:
                    continue
                said.add(paragraphs)
                yield Text(f"report-{language}-{number}-{issue}", "templated report", "Daily report", paragraphs, issue % 27)


def _filled(report: tuple[str, ...], language: str, choose: random.Random) -> tuple[str, ...]:
    one, two = choose.sample(CITIES[language], 2)
    values = {
        "a": one,
        "b": two,
        "n": choose.randrange(2, 40),
        "m": choose.randrange(1, 24),
        "k": choose.randrange(10, 60),
        "r": f"{choose.randrange(3, 9)}.{choose.randrange(1000, 9999)}",
        "r2": f"{choose.randrange(20, 90)}.{choose.randrange(10, 99)}",
        "day": choose.choice(WEEK.get(language, DAYS)),
        "way": choose.choice(WAYS.get(language, WAYS["en"])),
    }
    return tuple(part.format(**values) for part in report)
