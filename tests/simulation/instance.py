"""A small camp-level case in files of Flee's form."""

from __future__ import annotations

from pathlib import Path

DAYS = 40
FILES = {
    "input_csv/sim_period.csv": "StartDate,2022-01-01\nLength,40\n",
    "input_csv/locations.csv": (
        "#name,region,country,lat,lon,location_type,conflict_date,pop\n"
        "Aro,north,Home,1.0,2.0,conflict_zone,0,1000\n"
        "Bel,north,Home,1.5,2.2,town,,500\n"
        "Cym,west,Next,2.0,2.4,camp,,5000\n"
        "Dun,south,Far,1.0,1.0,camp,,900\n"
    ),
    "input_csv/routes.csv": (
        "#name1,name2,distance,forced\nAro,Bel,120,0\nBel,Cym,80,\nAro,Dun,300,0\n"
    ),
    "input_csv/closures.csv": "#type,name1,name2,start,end\ncountry,Home,Next,3,9\n",
    "input_csv/conflicts.csv": "#Day,Aro,Bel\n" + "".join(f"{day},1,0\n" for day in range(DAYS)),
    "source_data/data_layout.csv": "total,refugees.csv\nCym,cym.csv\nDun,dun.csv\n",
    "source_data/refugees.csv": "#Date,count\n2022-01-01,100\n2022-02-10,4100\n",
    "source_data/cym.csv": "2022-01-01,60\n2022-02-10,3060\n",
    "source_data/dun.csv": "2022-01-01,40\n2022-02-10,1040\n",
}


def write(folder: Path, **changes: str) -> Path:
    """The instance, with some files replaced by name; a blank text leaves a file out."""
    for name, text in FILES.items():
        stem = Path(name).stem
        content = changes.get(stem, text)
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if content:
            path.write_text(content, encoding="utf-8")
    return folder
