"""Closed lists that every record type shares, each with its source."""

from __future__ import annotations

from django.db import models


class RecordKind(models.TextChoices):
    """Record types; the value is the singular of the kind's address."""

    POLICY = "policy", "政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    NOTICE = "notice", "公示公告"


KIND_PATHS: dict[str, str] = {
    RecordKind.POLICY: "policies",
    RecordKind.INTERPRETATION: "interpretations",
    RecordKind.NOTICE: "notices",
}
KINDS_BY_PATH: dict[str, str] = {path: kind for kind, path in KIND_PATHS.items()}


class Reach(models.TextChoices):
    """Where a record shows without being named there (design decision 3)."""

    DISTRICT = "district", "全区：区首页、全区列表和所辖各处"
    BELOW = "below", "本机构和所辖社区、村"
    OWN = "own", "只在本机构页面"
    NAMED = "named", "只在下面点名的地方"


class Theme(models.TextChoices):
    """22 first-level themes, as gov.cn shows them (domain.md section 7)."""

    GOVERNMENT = "01", "政府组织机构"
    GENERAL = "02", "综合政务"
    ECONOMY = "03", "国民经济管理、国有资产监管"
    FINANCE = "04", "财政、金融、审计"
    LAND = "05", "国土资源、能源"
    FARMING = "06", "农业、林业、水利"
    INDUSTRY = "07", "工业、交通"
    TRADE = "08", "商贸、海关、旅游"
    MARKET = "09", "市场监管、安全生产监管"
    CONSTRUCTION = "10", "城乡建设、环境保护"
    EDUCATION = "11", "科技、教育"
    CULTURE = "12", "文化、广电、新闻出版"
    HEALTH = "13", "卫生、体育"
    POPULATION = "14", "人口与计划生育、妇女儿童工作"
    LABOUR = "15", "劳动、人事、监察"
    SECURITY = "16", "公安、安全、司法"
    WELFARE = "17", "民政、扶贫、救灾"
    ETHNIC = "18", "民族、宗教"
    FOREIGN = "19", "对外事务"
    HK_MACAO_TAIWAN = "20", "港澳台侨工作"
    DEFENCE = "21", "国防"
    OTHER = "22", "其他"


SUBTHEMES: dict[str, tuple[str, ...]] = {
    Theme.GENERAL: (
        "政务公开",
        "政务督查",
        "应急管理",
        "电子政务",
        "文秘工作",
        "保密工作",
        "信访",
        "参事文史",
        "其他",
    ),
    Theme.FINANCE: ("财政", "税务", "银行", "货币", "证券", "保险", "社会信用体系建设", "审计"),
    Theme.MARKET: ("工商", "质量监督", "标准", "食品药品监管", "安全生产监管"),
    Theme.CONSTRUCTION: (
        "城市规划",
        "城乡建设（含住房）",
        "环境监测保护治理",
        "节能与资源综合利用",
        "气象水文测绘地震",
    ),
    Theme.HEALTH: ("卫生", "医药管理", "体育"),
    Theme.LABOUR: ("劳动就业", "社会保障", "人事工作", "军转安置", "监察", "纠风"),
    Theme.WELFARE: ("减灾救灾", "优抚安置", "社会福利", "行政区划与地名", "社团管理", "扶贫"),
}


class Audience(models.TextChoices):
    EVERYONE = "everyone", "全社会"
    RESIDENTS = "residents", "居民"
    OLDER = "older", "老年人"
    DISABLED = "disabled", "残疾人"
    LOW_INCOME = "low_income", "困难家庭"
    STUDENTS = "students", "学生和家长"
    FAMILIES = "families", "育儿家庭"
    JOB_SEEKERS = "job_seekers", "求职者"
    FARMERS = "farmers", "农民"
    ENTERPRISES = "enterprises", "企业"
    SELF_EMPLOYED = "self_employed", "个体工商户"


class Validity(models.TextChoices):
    """有效性, worked out when it is read, from dates and relations."""

    NOT_YET_EFFECTIVE = "not_yet_effective", "尚未施行"
    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "有效，部分修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "已失效"


class RelationKind(models.TextChoices):
    """What a record does to another one; ``INVERSE_LABELS`` says it from the other side."""

    REPEALS = "repeals", "废止"
    REPLACES = "replaces", "代替"
    AMENDS = "amends", "修改"
    IMPLEMENTS = "implements", "落实"
    BASED_ON = "based_on", "依据"
    INTERPRETS = "interprets", "解读"


INVERSE_LABELS: dict[str, str] = {
    RelationKind.REPEALS: "被它废止",
    RelationKind.REPLACES: "被它代替",
    RelationKind.AMENDS: "被它修改",
    RelationKind.IMPLEMENTS: "落实文件",
    RelationKind.BASED_ON: "以它为据",
    RelationKind.INTERPRETS: "解读",
}
ENDING_RELATIONS = (RelationKind.REPEALS, RelationKind.REPLACES)


class DisclosureMethod(models.TextChoices):
    """公开方式 (条例 art. 13)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class WithholdingReason(models.TextChoices):
    """Why something is not published (条例 art. 14–16)."""

    STATE_SECRET = "state_secret", "国家秘密"
    FORBIDDEN = "forbidden", "法律、行政法规禁止公开"
    SAFETY = "safety", "危及国家安全、公共安全、经济安全、社会稳定"
    THIRD_PARTY = "third_party", "商业秘密、个人隐私"
    INTERNAL = "internal", "内部事务信息"
    PROCESS = "process", "过程性信息"
    ENFORCEMENT = "enforcement", "行政执法案卷信息"


class StatutoryCategory(models.TextChoices):
    """法定主动公开内容, 条例 art. 20 (1)–(15)."""

    RULES = "20-01", "行政法规、规章和规范性文件"
    ORGANISATION = "20-02", "机关职能、机构设置和联系方式"
    PLANS = "20-03", "发展规划和有关政策"
    STATISTICS = "20-04", "统计信息"
    PERMITS = "20-05", "行政许可和对外管理服务"
    PENALTIES = "20-06", "行政处罚、行政强制"
    BUDGETS = "20-07", "财政预算、决算"
    FEES = "20-08", "行政事业性收费"
    PROCUREMENT = "20-09", "政府集中采购"
    PROJECTS = "20-10", "重大建设项目"
    LIVELIHOOD = "20-11", "扶贫、教育、医疗、社会保障、促进就业"
    EMERGENCIES = "20-12", "突发公共事件应急"
    SUPERVISION = "20-13", "环境、卫生、安全生产、食品药品监督检查"
    RECRUITMENT = "20-14", "公务员招考录用"
    OTHER = "20-15", "其他依法应当公开的内容"
