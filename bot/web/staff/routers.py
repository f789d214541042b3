"""The routers of staff's own pages; the gateway includes them."""

from fastapi import APIRouter

from bot.web.staff import audit_routes, login_routes, me_routes, member_routes

routers: list[APIRouter] = [login_routes.router, me_routes.router, member_routes.router, audit_routes.router]
