"""数据问题与处理办法。"""

PROBLEMS = {
    "file_missing": "找不到文件“{path:text}”。",
    "file_missing+remedy": "名称相近的有：{near:listed}。",
    "file_missing+remedy.no near": "请核对路径和文件名。",
    "file_unreadable": "文件无法读取（{detail:text}）。",
    "file_unreadable+remedy": "请用表格软件打开后另存为 xlsx。",
    "file_unreadable+remedy.reason=folder": "请写明文件夹中的某一个文件。",
    "file_unreadable+remedy.reason=refused": "请关闭占用该文件的程序，或取得读取权限。",
    "file_unreadable+remedy.reason=empty": "文件没有内容，请重新索取。",
    "file_unreadable+remedy.reason=password": "请用表格软件打开，取消密码后保存。",
    "file_unreadable+remedy.reason=web_page": "这是以表格名义保存的网页，请用表格软件打开后另存为 xlsx。",
    "encoding_unknown": "文件的文字编码不是{tried:listed}。",
    "encoding_unknown+remedy": "请写明编码，如 encoding='big5'，或另存为 UTF-8。",
    "sheet_missing": "没有名为“{sheet:text}”的工作表。",
    "sheet_missing+remedy": "现有工作表：{sheets:listed}。",
    "sheet_missing+remedy.no sheets": "该文件没有工作表，请去掉 sheet=。",
    "sheet_ambiguous": "有多个工作表含有这些标题：{sheets:listed}。",
    "sheet_ambiguous+remedy": "请用 sheet= 写明其中一个。",
    "header_missing": "没有标题为“{wanted:text}”的列（{role:role}）。",
    "header_missing+remedy": "相近的标题有：{near:listed}。",
    "header_missing+remedy.no near": "现有标题：{headers:listed}。",
    "header_missing+remedy.no near.no headers": "表格是空的。",
    "header_ambiguous": "“{wanted:text}”（{role:role}）可能指多列：{candidates:listed}。",
    "header_ambiguous+remedy": "请写出该列完整的标题；标题相同的列，请先改名。",
    "column_used_twice": "同一列被读作：{names:listed}。",
    "column_used_twice+remedy": "请为每一项写明各自的列。",
    "row_unclear": "该行只有一个单元格有内容“{value:text}”，认不出是说明还是合计。",
    "row_unclear+remedy": "如是说明，请以“注：”开头；否则请填完整或删去该行。",
    "void_unclear": "该列有表示废卷的文字（{found:listed}），但没有列为废卷。",
    "void_unclear+remedy": "请用 void= 写明该列哪些文字表示废卷；不作废任何问卷时写 void={{}}。",
    "unknown_answer": "计分表中没有答案“{value:text}”。",
    "unknown_answer+remedy": (
        "计分表的答案有：{answers:listed}；不计分的有：{no_opinion:listed}。请更正该单元格，或在计分表中补上这一答案。"
    ),
    "unknown_answer+remedy.no no_opinion": "计分表的答案有：{answers:listed}。请更正该单元格，或在计分表中补上这一答案。",
    "scale_needed": "答案是文字（{answers:listed}），但没有给出计分表。",
    "scale_needed+remedy": "请用 scale= 给出计分表，或写预设计分表的名称。",
    "number_expected": "此处应为数字（{role:role}），实为“{value:text}”。",
    "number_expected.no value": "此处应填数字（{role:role}），但没有填写。",
    "number_expected+remedy": "请填写数字；数字后带单位（如“85.74分”）不妨碍读取。",
    "number_expected+remedy.role=points": "请填写分值，没有回答的留空；答案为文字时请用 scale= 给出计分表。",
    "number_expected+remedy.role=weight": "请填写该受访者的权重，须大于0。",
    "number_expected+remedy.role=population": "请填写该层的抽样群总数（没有抽样群时填人数）。",
    "weight_not_positive": "权重“{value:text}”不大于0。",
    "weight_not_positive+remedy": "不应计入的问卷请标为废卷；否则请更正权重。",
    "population_differs": "“{stratum:text}”层有不同的总体数：{found:listed}。",
    "population_differs+remedy": "同一层的受访者请填同一个总体数。",
    "population_too_small": "“{stratum:text}”层的总体数为{population:integer}，少于样本中的{sampled:integer}个。",
    "population_too_small+remedy": "请填写该层的抽样群总数（没有抽样群时填人数）。",
    "population_missing": "population= 没有给出“{stratum:text}”层的总体数。",
    "population_missing+remedy": "请在 population= 中补上；名称相近的有：{near:listed}。",
    "population_missing+remedy.no near": "请在 population= 中补上。",
    "unit_blank": "没有填写单位。",
    "unit_blank+remedy": "请填写单位；如该行不是受访者，请删去或以“注：”开头。",
    "label_blank": "没有填写{role:role}。",
    "label_blank+remedy": "请填写。",
    "unit_unknown": "单位名单中没有“{value:text}”。",
    "unit_unknown+remedy": "名称相近的有：{near:listed}。",
    "unit_unknown+remedy.no near": "名单上的单位有：{units:listed}。",
    "id_duplicated": "编号“{value:text}”在第{first_row:text}行已经出现。",
    "id_duplicated+remedy": "请删去重复录入的一份，或更正编号。",
    "cluster_in_two_strata": "抽样群“{value:text}”同时出现在{strata:listed}等多个层中；第{first_row:text}行首次出现。",
    "cluster_in_two_strata+remedy": "请更正所属的层，或为不同层的抽样群取不同名称。",
    "respondent_none": (
        "表中没有可用的行（标题{title:integer}行、表头{header:integer}行、说明{note:integer}行、"
        "合计{total:integer}行、空白{blank:integer}行、废卷{void:integer}份）。"
    ),
    "respondent_none+remedy": "请核对工作表，并确认数据在表头之下。",
    "plan_missing": "{folder:text} 中没有 round.toml。",
    "plan_missing+remedy": "可用 satmodel new 建立一个。",
    "plan_unreadable": "round.toml 不是 UTF-8 编码的 TOML 文件（{said:text}）。",
    "plan_unreadable+remedy": "请更正 round.toml；全部配置项见 docs/zh/round-toml.md。",
    "setting_unknown": "未知的配置项“{header:text}”，是否应为“{near:text}”？",
    "setting_unknown.no near": "未知的配置项“{header:text}”。",
    "setting_unknown+remedy": "请更正 round.toml；全部配置项见 docs/zh/round-toml.md。",
    "setting_missing": "缺少配置项“{header:text}”。",
    "setting_missing+remedy": "请更正 round.toml；全部配置项见 docs/zh/round-toml.md。",
    "setting_value": "配置项“{header:text}”的取值“{value:text}”不能用（{said:text}）。",
    "setting_value.fault=literal_error": "配置项“{header:text}”的取值“{value:text}”不能用，只能取{expected:text}。",
    "setting_value.fault=greater_than": "配置项“{header:text}”应大于{gt:text}，现为{value:text}。",
    "setting_value.fault=greater_than_equal": "配置项“{header:text}”不应小于{ge:text}，现为{value:text}。",
    "setting_value.fault=less_than": "配置项“{header:text}”应小于{lt:text}，现为{value:text}。",
    "setting_value.fault=less_than_equal": "配置项“{header:text}”不应大于{le:text}，现为{value:text}。",
    "setting_value.fault=string_type": "配置项“{header:text}”应为文字，要加引号。",
    "setting_value.fault=float_type": "配置项“{header:text}”应为数字。",
    "setting_value.fault=float_parsing": "配置项“{header:text}”应为数字，现为“{value:text}”。",
    "setting_value.fault=int_type": "配置项“{header:text}”应为整数。",
    "setting_value.fault=int_parsing": "配置项“{header:text}”应为整数，现为“{value:text}”。",
    "setting_value.fault=int_from_float": "配置项“{header:text}”应为整数，现为{value:text}。",
    "setting_value.fault=list_type": "配置项“{header:text}”应为列表，写在方括号里。",
    "setting_value.fault=dict_type": "配置项“{header:text}”应为一组“名称 = 取值”。",
    "setting_value.fault=too_short": "配置项“{header:text}”不能是空的。",
    "setting_value.fault=scale_points": "“{header:text}”中 preset（预设）和 points（分值）应当且只能给一个。",
    "setting_value.fault=before_needed": "“{header:text}”缺少 before，即上轮的列。",
    "setting_value.fault=pairs_needed": '“{header:text}”缺少 pairs，即所比的各对，例如 [["甲", "乙"]]。',
    "setting_value.fault=n_needed": "“{header:text}”缺少 n：样本量所在的列，或假定的数字。",
    "setting_value.fault=sd_needed": "“{header:text}”缺少 sd（标准差）或 limits（计分范围，例如 [[55, 100], [0, 100]]）。",
    "setting_value.fault=unit_needed": "“{header:text}”缺少 unit（单位所在的列）或 item（分项所在的列）。",
    "setting_value.fault=phone_parts": 'kind = "phone" 需要 [data]，不能有 [[table]]。',
    "setting_value.fault=bulletin_parts": (
        'kind = "bulletin" 至少需要一个 [[table]]、[[counts]] 等部分，不能有 [data]，[previous] 里不能有 file；'
        "previous 可以写上一轮的文件夹。"
    ),
    "setting_value.fault=codebook_needed": "“{header:text}”有 codebook_alike，须同时写 codebook，即码表文件。",
    "setting_value.fault=rounds_ranking": '“{header:text}”的 rounds 只用于 question = "ranking"。',
    "setting_value.fault=score_needed": "“{header:text}”缺少 score，即得分所在的列。",
    "setting_value.fault=score_column": "“{header:text}”的 score 只能是一列的名称。",
    "setting_value.fault=range_settle": '“{header:text}”里的范围（如 [200, 800]）只用于 question = "settle"。',
    "setting_value.fault=scale_settle": '“{header:text}”的 scale 只用于 question = "settle"。',
    "setting_value.fault=one_variable": '“{header:text}”的 method = "post_stratify" 时，variables 只能有一个变量。',
    "setting_value.fault=scoring_empty": "“{header:text}”须写 codings、stochastic_dominance = true 或 no_opinion = true。",
    "setting_value.fault=marginal_stepdown": (
        '“{header:text}”的 kind = "marginal" 只能用 method = "stepdown"，请不写 method。'
    ),
    "setting_value.fault=unadjusted_pairs": (
        '“{header:text}”的 adjust = "none" 只用于事先点名的各对，例如 pairs = [["甲", "乙"]]。'
    ),
    "setting_value.fault=precision_finished": (
        "“{header:text}”的 units、deff、correlation 与 sd 一起用；没有 sd 时取自本轮数据。"
    ),
    "setting_value.fault=peers_twice": "“{header:text}”的 against 把一个单位写进了两组。",
    "setting_value.fault=ranking_needed": (
        "[first]、[tiers]、[standing]、[reliability]、[awards]、[conversion] 和不写 sd 的 [precision] 须有参加排名的数据：[data]、"
        'question = "ranking" 的 [[table]]、[[counts]] 或 [[ballots]]。'
    ),
    "setting_value.fault=phone_only": (
        '[weighting]、[quality]、[rates]、[case_mix]、[scoring]、[sensitivity]、[design]、[publish] 只用于 kind = "phone"。'
    ),
    "setting_value.fault=items_phone": (
        '[drivers]、[dominance]、[asymmetry]、[priorities]、[spread]、[contributions] 只用于 kind = "phone"。'
    ),
    "setting_value.fault=overall_needed": (
        "[drivers]、[dominance]、[asymmetry]、[priorities] 需要单独提问的总体评价，请在 [data] 写 overall；"
        "各分项对综合得分的贡献用 [contributions] 和 [spread]。"
    ),
    "setting_value.fault=drivers_apart": "“{header:text}”的 {one:text} 不能与 {other:text} 同时使用。",
    "setting_value.fault=lines_wrong": (
        '“{header:text}”只能取 "mean"、"median"，或一个0至1之间的重要性份额和一个得分，如 [0.2, 80]。'
    ),
    "setting_value.fault=name_unknown": "[{part:text}] 所写的“{name:text}”不在 [data] 里；可用的有：{there:listed}。",
    "setting_value.fault=previous_needed": "[drivers] 的 rounds = true 需要上轮数据，即 [previous] 里的 file（受访者的数据）。",
    "setting_value.fault=previous_one": (
        "“{header:text}”须写 file 和 round（受访者的数据），或写 folder（该轮运行时留存的估计），只能取其一。"
    ),
    "setting_value.fault=previous_round": "“{header:text}”有 file，须同时写 round，即上轮的名称。",
    "setting_value.fault=previous_folder": "“{header:text}”写了 folder，轮次、单位和分项都在该轮的文件里，请不写 {keys:text}。",
    "setting_value.fault=history_twice": "“{header:text}”的 rounds 把一个文件夹写了两次。",
    "setting_value.fault=before_or_previous": (
        'question = "rounds" 需要 before，即上轮的列；或写 previous = 上一轮的文件夹。'
    ),
    "setting_value.fault=rate_unknown": "[conversion] 的 rate 所写的“{name:text}”不是 [rates] 里的一组。",
    "setting_value.fault=round_before_needed": "{parts:listed} 需要上一轮：previous = 该轮的文件夹，或在 [previous] 里写 file。",
    "setting_value.fault=respondents_needed": "{parts:listed} 需要上轮受访者的数据，即 [previous] 里的 file。",
    "setting_value.fault=history_needed": "[{part:text}] 至少需要以前的{count:text}轮：[history] 的 rounds，以及 previous。",
    "setting_value.fault=official_one": "“{header:text}”须写 file（一张表）或 folder（运行过的一轮的文件夹），只能取其一。",
    "setting_value.fault=official_table": "“{header:text}”有 file，还须写 {keys:text}。",
    "setting_value.fault=awards_rule": "“{header:text}”须写且只能写一种办法：top（前几名）、bottom（末几名）或 tiers（分等）。",
    "setting_value.no value": "配置项“{header:text}”不能用（{said:text}）。",
    "setting_value+remedy": "请更正 round.toml；全部配置项见 docs/zh/round-toml.md。",
}
