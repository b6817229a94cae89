"""名次的变化：句子、表头、斜率图、方法说明。"""

from satmodel.telling.lines import Line

_MOVE = (
    "{name:name}由{rank_before rank_before:places}（{level:percent0}名次区间{before_low before_high:rank_span}）变为"
    "{rank_after rank_after:places}（{after_low after_high:rank_span}）"
)
_STAY = (
    "{name:name}两轮都是{rank_after rank_after:places}（{level:percent0}名次区间上轮{before_low before_high:rank_span}、"
    "本轮{after_low after_high:rank_span}）"
)
_SCORE = "自身得分变化{change:signed}分，区间为{low high:interval}分，"

SENTENCES = {
    "rank_change.one.established": _MOVE + "，名次变化可以确认。",
    "rank_change.one.not established": (
        _MOVE + "，名次变化不能确认；按这样宽的名次区间，变动{detectable:integer}位才可以确认。"
    ),
    "rank_change.one.not established.no detectable": _MOVE
    + "，名次变化不能确认；按这样宽的名次区间，向这一方向变动多少位都不能确认。",
    "rank_change.one.not established.zero places": _STAY
    + "；按这样宽的名次区间，变动{detectable:integer}位才可以确认。",
    "rank_change.one.not established.zero places.no detectable": _STAY + "；按这样宽的名次区间，变动多少位都不能确认。",
    "rank_change.one+score": "",
    "rank_change.one+score.score_verdict=established": _SCORE + "得分变化可以确认。",
    "rank_change.one+score.score_verdict=not established": (
        _SCORE + "得分变化不能确认；按现有样本，变化达到{score_detectable:points}分才可以确认。"
    ),
    "rank_change.family": "共比较{count:integer}个单位的两轮名次，全部判断在{level:percent0}置信水平上同时成立。",
    "rank_change.family+risen": "名次上升可以确认的有{risen:names}。",
    "rank_change.family+risen.no risen": "没有一个单位的名次上升可以确认。",
    "rank_change.family+fallen": "名次下降可以确认的有{fallen:names}。",
    "rank_change.family+fallen.no fallen": "没有一个单位的名次下降可以确认。",
    "rank_change.family+own": "自身得分变好可以确认、名次变化不能确认的有{own_better:names}。",
    "rank_change.family+own.no own_better": "",
    "rank_change.family+worse": "自身得分变差可以确认、名次变化不能确认的有{own_worse:names}。",
    "rank_change.family+worse.no own_worse": "",
    "rank_change.apart": "{name:name}没有两轮都参加排名：{reason:reason}。",
}

HEADS = {
    "rank_before": "上轮名次",
    "rank_before_low": "上轮最好名次",
    "rank_before_high": "上轮最差名次",
    "rank_before_interval": "上轮名次区间",
    "rank_after": "本轮名次",
    "rank_after_low": "本轮最好名次",
    "rank_after_high": "本轮最差名次",
    "rank_after_interval": "本轮名次区间",
    "places": "上升位数",
    "places_detectable": "能确认的变动位数",
}

CAPTIONS = {"rank_change": "名次的变化"}

PICTURES = {
    "slopes.axis": (
        "名次，第1名在最上方；竖条为名次区间，两轮合计{level:percent0}置信水平\n粗线为名次变化{yes:verdict}，细线为{no:verdict}；*为得分变化{yes:verdict}"
    ),
    "slopes.before": "上轮",
    "slopes.before.named": "{first:name}",
    "slopes.after": "本轮",
    "slopes.after.named": "{second:name}",
    "slopes.score": "得分变化",
    "slopes.alt": (
        "{count:integer}个单位两轮的名次，每个单位由上轮名次到本轮名次连一条线，并画出名次区间；"
        "上升{yes:verdict}的{risen:integer}个，下降{yes:verdict}的{fallen:integer}个（粗线），{no:verdict}的{unsettled:integer}个。"
    ),
}

TITLES = {"rank_change": "名次的变化"}

METHODS = {
    "rank_change": (
        Line(
            "两轮都参加排名的{count:integer}个单位在它们之间排名。每轮名次区间取{rank_level:percent0}的置信水平，两轮的全部名次区间"
            "以{level:percent0}的把握同时成立；一个单位的两个名次区间没有相同的名次，名次变化才可以确认。",
        ),
        Line("各单位自身得分的变化列在旁边，单独判断。"),
        Line(
            "任何一轮样本少于{fewest:integer}的单位只列数据、不参加排名，共{too_few:integer}个。",
            when=("too_few",),
        ),
    ),
}
